/**
 * The script behind `window.PortOne`, served as a classic script with its types stripped. It
 * behaves as PortOne's does, awkward parts included: it checks nothing, opens the window only
 * after two round trips, resolves on a refusal, and leaves superseded calls pending.
 */
{
  type PaymentRequest = import('@portone/browser-sdk/v2').PaymentRequest;
  type PaymentResponse = import('@portone/browser-sdk/v2').PaymentResponse;
  type Prepared = import('./driver.ts').Prepared;
  type Settlement = import('./driver.ts').Settlement;
  type Driver = import('./driver.ts').Driver;
  type DriverAddress = Pick<Prepared, 'driverId' | 'driverPath'>;
  type UiDriver = import('./driver.ts').UiDriver;
  type ListenToWindow = import('./driver.ts').ListenToWindow;
  type WindowMessage = import('./driver.ts').WindowMessage;
  type LoadPaymentUIRequest = import('@portone/browser-sdk/v2').LoadPaymentUIRequest;
  type UiCallbacks = Parameters<typeof import('@portone/browser-sdk/v2').loadPaymentUI>[1];

  const ownScript = document.currentScript as HTMLScriptElement;
  const server = new URL(ownScript.src).origin;
  const notOpened = '결제 창 호출에 실패하였습니다.';

  /** By their mark rather than their class, so that they are recognised across bundles. */
  const isMarked = (instance: unknown, mark: string): boolean =>
    typeof instance === 'object' &&
    instance !== null &&
    (instance as { __portOneErrorType?: unknown }).__portOneErrorType === mark;

  type Details = Partial<Pick<PaymentResponse, 'txId' | 'paymentId' | 'pgCode' | 'pgMessage'>>;

  class PaymentError extends Error {
    readonly __portOneErrorType = 'PaymentError';
    readonly transactionType = 'PAYMENT';
    readonly code: string | undefined;

    static override [Symbol.hasInstance](instance: unknown): boolean {
      return isMarked(instance, 'PaymentError');
    }

    constructor(code: string | undefined, message: string, details: Details = {}) {
      super(message);
      this.name = 'PaymentError';
      this.code = code;
      Object.assign(this, details);
    }
  }

  class LoadPaymentUIError extends Error {
    readonly __portOneErrorType = 'LoadPaymentUIError';
    readonly transactionType = 'PAYMENT';
    readonly code: string | undefined;

    static override [Symbol.hasInstance](instance: unknown): boolean {
      return isMarked(instance, 'LoadPaymentUIError');
    }

    constructor(code: string | undefined, message: string) {
      super(message);
      this.name = 'LoadPaymentUIError';
      this.code = code;
    }
  }

  const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

  /** By user agent alone; the size of the window does not matter. */
  function deviceInfo(): { platformType: string; isIpad: boolean } {
    const { userAgent, maxTouchPoints } = navigator;
    const isIpad = /iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
    const isMobile = isIpad || /Android|iPhone|iPod|Mobile|Tablet/i.test(userAgent);
    return { platformType: isMobile ? 'PLATFORM_TYPE_MOBILE' : 'PLATFORM_TYPE_PC', isIpad };
  }

  /** @throws PaymentError where the checkout service refuses */
  async function call<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${server}${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response.ok) return (await response.json()) as Answer;
    const text = await response.text();
    let refusal: { code?: string; message?: string } | null;
    try {
      refusal = JSON.parse(text);
    } catch {
      throw new PaymentError('UnknownError', `${notOpened} ${text}`);
    }
    throw new PaymentError(refusal?.code, refusal?.message ?? notOpened);
  }

  function prepare(data: PaymentRequest | LoadPaymentUIRequest, extra = {}): Promise<Prepared> {
    const sent = { data, sdkVersion: 'sandbox', deviceInfo: deviceInfo(), ...extra };
    return call<Prepared>('/api/prepare/v2', sent);
  }

  /** Of a group, the server picks the channel first. */
  async function routed(request: PaymentRequest): Promise<PaymentRequest> {
    if (!request.channelGroupId) return request;
    const asked = { paymentRequest: request, sdkVersion: 'sandbox' };
    const { channelKey } = await call<{ channelKey: string }>('/api/route-payment/v2', asked);
    return { ...request, channelKey };
  }

  const drivers = new Map<string, () => Driver | UiDriver>();

  /** A driver is a script of its own, fetched anew for every window. */
  function loadDriver<Kind extends Driver | UiDriver>(which: DriverAddress): Promise<Kind> {
    const { driverId, driverPath } = which;
    return new Promise((resolve, reject) => {
      window.__PORTONE__ = { registerDriver: (id, create) => void drivers.set(id, create) };
      const script = document.createElement('script');
      const fail = () =>
        reject(new Error(`스크립트 로딩에 실패하였습니다. (드라이버 ID: ${driverId})`));
      script.async = true;
      script.src = `${server}${driverPath}`;
      script.addEventListener('load', () => {
        loadedScripts.add(script);
        const create = drivers.get(driverPath);
        if (create) resolve(create() as Kind);
        else fail();
      });
      script.addEventListener('error', fail);
      document.body.append(script);
    });
  }

  const loadedScripts = new Set<HTMLScriptElement>();
  let openDriver: Driver | undefined;
  let uiDriver: UiDriver | undefined;

  /** What the previous call left behind. Its promise, if still pending, stays so. */
  function cleanUp(): void {
    openDriver?.onBeforeCleanup();
    openDriver = undefined;
    uiDriver?.onBeforeCleanup();
    uiDriver = undefined;
    for (const script of loadedScripts) script.remove();
    loadedScripts.clear();
  }

  let scrollLocks = 0;
  let pageOverflow = '';

  function lockScroll(): () => void {
    const { style } = document.body;
    if (scrollLocks === 0) {
      pageOverflow = style.overflow;
      style.overflow = 'hidden';
    }
    scrollLocks += 1;
    let locked = true;
    return () => {
      if (!locked) return;
      locked = false;
      scrollLocks -= 1;
      if (scrollLocks === 0) style.overflow = pageOverflow;
    };
  }

  const isWindowMessage = (data: unknown): data is WindowMessage =>
    typeof data === 'object' && data !== null && 'sandbox' in data && data.sandbox === 'portone';

  const listenToWindow: ListenToWindow = (paymentWindow, { txId }, handle) => {
    const listening = new AbortController();
    window.addEventListener(
      'message',
      ({ data, source }: MessageEvent) => {
        if (source !== paymentWindow() || !isWindowMessage(data) || data.txId !== txId) return;
        handle(data);
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  };

  /** Asks once what became of a window that closed without a word. It may well have been paid. */
  async function closedSettlement({ storeId, paymentId, txId }: Prepared): Promise<Settlement> {
    const ids = { transactionType: 'PAYMENT', txId, paymentId } as const;
    try {
      const query = new URLSearchParams({ storeId, paymentId, txId });
      const response = await fetch(`${server}/api/status/v2?${query}`);
      const answer = await response.json();
      if (response.ok) return answer as Settlement;
      return { response: { ...ids, code: answer.code, message: answer.message } };
    } catch (error) {
      const message = `결제 팝업 종료 후 결제 상태 조회에 실패하였습니다. ${messageOf(error)}`;
      return { response: { ...ids, code: 'UnknownError', message } };
    }
  }

  function openWindow(
    request: PaymentRequest,
    prepared: Prepared,
    driver: Driver,
  ): Promise<PaymentResponse> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        driver.onBeforeCleanup();
        if (openDriver === driver) openDriver = undefined;
      };
      const settle = ({ response, returnUrl }: Settlement) => {
        // With a URL to return to, the page is left and the promise never settles.
        if (returnUrl) location.href = returnUrl;
        else resolve(response);
      };
      openDriver = driver;
      driver.onAfterPrepare(
        {
          request,
          prepared,
          windowUrl: `${server}${prepared.windowPath}`,
          listenToWindow,
          lockScroll,
        },
        {
          onTransactionOver(settlement) {
            leave();
            settle(settlement);
          },
          onForceClose() {
            leave();
            void closedSettlement(prepared).then(settle);
          },
          onTransactionFail(reason) {
            leave();
            reject(new Error(reason));
          },
          onVanish: leave,
        },
      );
    });
  }

  async function requestPayment(request: PaymentRequest): Promise<PaymentResponse | undefined> {
    // Before the first await: of two calls in one tick neither sees the other, and both open.
    cleanUp();
    try {
      // PortOne's script looks here first, so that a call without an argument is a TypeError.
      const prepared = await prepare(await routed(request));
      const driver = await loadDriver<Driver>(prepared);
      return await openWindow(request, prepared, driver);
    } catch (error) {
      if (error instanceof PaymentError) throw error;
      throw new PaymentError('UnknownError', `${notOpened} ${messageOf(error)}`);
    }
  }

  const uiRequests = new Map<string, LoadPaymentUIRequest>();

  function updateLoadPaymentUIRequest(request: LoadPaymentUIRequest): void {
    if (!request.uiType) throw new TypeError('uiType은 필수 입력입니다.');
    uiRequests.set(request.uiType, request);
  }

  async function loadPaymentUI(request: LoadPaymentUIRequest, callbacks: UiCallbacks) {
    cleanUp();
    try {
      updateLoadPaymentUIRequest(request);
      const { uiType, storeId, channelKey } = request;
      if (!storeId) throw new TypeError('storeId는 필수 입력입니다.');
      const query = new URLSearchParams({ storeId, channelKey });
      const path = `/api/client-credentials/v2?${query}`;
      const { pgProvider } = await call<{ pgProvider: string }>(path);
      if (pgProvider !== 'PG_PROVIDER_PAYPAL_V2') {
        throw new LoadPaymentUIError('BadRequest', `${pgProvider}는 UI를 지원하지 않습니다.`);
      }
      const action = { payMethod: 'PAYPAL', actionType: 'LOAD_UI' };
      const asked = { data: request, ...action };
      const address = await call<DriverAddress>('/api/initialize-payment/v2', asked);
      const driver = await loadDriver<UiDriver>(address);
      uiDriver = driver;
      const told = tellPage(callbacks);
      driver.onLoadUi({
        ...told,
        listenToWindow,
        async prepare() {
          const prepared = await prepare(uiRequests.get(uiType) ?? request, action);
          return { prepared, windowUrl: `${server}${prepared.windowPath}` };
        },
        async onForceClose(prepared) {
          const settlement = await closedSettlement(prepared);
          const { code } = settlement.response;
          told.onSettled(code === undefined ? settlement : { ...settlement, cancelled: true });
        },
      });
    } catch (error) {
      if (error instanceof LoadPaymentUIError) throw error;
      const code = error instanceof PaymentError ? error.code : 'UnknownError';
      throw new LoadPaymentUIError(code, messageOf(error));
    }
  }

  /** PayPal's callbacks: a refusal by PayPal counts as a success with a `code`, as in PortOne's script. */
  function tellPage({ onPaymentSuccess, onPaymentFail }: UiCallbacks) {
    const fail = (error: PaymentError) => onPaymentFail(error as never);
    return {
      onSettled({ response, cancelled }: Settlement) {
        const { code, message = '', transactionType, ...details } = response;
        if (cancelled) {
          fail(new PaymentError(code, message, details));
          return;
        }
        try {
          onPaymentSuccess(response);
        } catch {
          // PortOne's script does not let the page know of its own mistakes either.
        }
      },
      onFail(reason: unknown) {
        const known = reason instanceof PaymentError;
        const message = `${notOpened} ${messageOf(reason)}`;
        fail(known ? reason : new PaymentError('UnknownError', message));
      },
    };
  }

  const members = {
    requestPayment,
    loadPaymentUI,
    updateLoadPaymentUIRequest,
    PaymentError,
    LoadPaymentUIError,
  };
  Object.defineProperty(window, 'PortOne', {
    configurable: true,
    enumerable: true,
    writable: true,
    value: Object.defineProperties(
      {},
      Object.fromEntries(
        Object.entries(members).map(([name, member]) => [
          name,
          { enumerable: true, get: () => member },
        ]),
      ),
    ),
  });
}
