/**
 * The script behind `window.PortOne`, served as a classic script with its types stripped. It
 * behaves as PortOne's does, awkward parts included: it checks nothing, opens the window only
 * after two round trips, resolves when the gateway declines, and leaves superseded calls pending.
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

  const thisScript = document.currentScript as HTMLScriptElement;
  const server = new URL(thisScript.src).origin;
  const NOT_OPENED = '결제 창 호출에 실패하였습니다.';

  /** Compares the mark, not the class, so that errors are recognised across bundles. */
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

  /** Decides by the user agent alone, whatever the size of the window. */
  function deviceInfo(): { platformType: string; isIpad: boolean } {
    const { userAgent, maxTouchPoints } = navigator;
    const isIpad = /iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
    const isMobile = isIpad || /Android|iPhone|iPod|Mobile|Tablet/i.test(userAgent);
    return { platformType: isMobile ? 'PLATFORM_TYPE_MOBILE' : 'PLATFORM_TYPE_PC', isIpad };
  }

  /** @throws PaymentError where the checkout service answers with an error */
  async function callServer<Answer>(path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${server}${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response.ok) return (await response.json()) as Answer;
    const text = await response.text();
    let error: { code?: string; message?: string } | null;
    try {
      error = JSON.parse(text);
    } catch {
      throw new PaymentError('UnknownError', `${NOT_OPENED} ${text}`);
    }
    throw new PaymentError(error?.code, error?.message ?? NOT_OPENED);
  }

  function prepare(data: PaymentRequest | LoadPaymentUIRequest, extra = {}): Promise<Prepared> {
    const body = { data, sdkVersion: 'sandbox', deviceInfo: deviceInfo(), ...extra };
    return callServer<Prepared>('/api/prepare/v2', body);
  }

  /** Where the request names a group, the server picks the channel first. */
  async function withChannelKey(request: PaymentRequest): Promise<PaymentRequest> {
    if (!request.channelGroupId) return request;
    const body = { paymentRequest: request, sdkVersion: 'sandbox' };
    const { channelKey } = await callServer<{ channelKey: string }>('/api/route-payment/v2', body);
    return { ...request, channelKey };
  }

  const drivers = new Map<string, () => Driver | UiDriver>();

  /** Fetches the driver, a script of its own, again for every window. */
  function loadDriver<Kind extends Driver | UiDriver>(address: DriverAddress): Promise<Kind> {
    const { driverId, driverPath } = address;
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

  /** Removes what the previous call left. Its promise, if still pending, stays pending. */
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

  /** Asks once for the result of a window that closed without one. The buyer may have paid. */
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
      const cleanUpDriver = () => {
        driver.onBeforeCleanup();
        if (openDriver === driver) openDriver = undefined;
      };
      const settle = ({ response, returnUrl }: Settlement) => {
        // With a `returnUrl` the browser leaves the page, and the promise never settles.
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
            cleanUpDriver();
            settle(settlement);
          },
          onForceClose() {
            cleanUpDriver();
            void closedSettlement(prepared).then(settle);
          },
          onTransactionFail(reason) {
            cleanUpDriver();
            reject(new Error(reason));
          },
          onVanish: cleanUpDriver,
        },
      );
    });
  }

  async function requestPayment(request: PaymentRequest): Promise<PaymentResponse | undefined> {
    // Before the first await: two calls in one tick do not see each other, and both open a window.
    cleanUp();
    try {
      // PortOne's script reads the request here first, so a call without one is a TypeError.
      const prepared = await prepare(await withChannelKey(request));
      const driver = await loadDriver<Driver>(prepared);
      return await openWindow(request, prepared, driver);
    } catch (error) {
      if (error instanceof PaymentError) throw error;
      throw new PaymentError('UnknownError', `${NOT_OPENED} ${messageOf(error)}`);
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
      const { pgProvider } = await callServer<{ pgProvider: string }>(path);
      if (pgProvider !== 'PG_PROVIDER_PAYPAL_V2') {
        throw new LoadPaymentUIError('BadRequest', `${pgProvider}는 UI를 지원하지 않습니다.`);
      }
      const action = { payMethod: 'PAYPAL', actionType: 'LOAD_UI' };
      const body = { data: request, ...action };
      const address = await callServer<DriverAddress>('/api/initialize-payment/v2', body);
      const driver = await loadDriver<UiDriver>(address);
      uiDriver = driver;
      const handlers = uiHandlers(callbacks);
      driver.onLoadUi({
        ...handlers,
        listenToWindow,
        async prepare() {
          const prepared = await prepare(uiRequests.get(uiType) ?? request, action);
          return { prepared, windowUrl: `${server}${prepared.windowPath}` };
        },
        async onForceClose(prepared) {
          const settlement = await closedSettlement(prepared);
          const { code } = settlement.response;
          handlers.onSettled(code === undefined ? settlement : { ...settlement, cancelled: true });
        },
      });
    } catch (error) {
      if (error instanceof LoadPaymentUIError) throw error;
      const code = error instanceof PaymentError ? error.code : 'UnknownError';
      throw new LoadPaymentUIError(code, messageOf(error));
    }
  }

  /**
   * Calls the page back. Where PayPal declines, it is a success with a `code`, as in PortOne's
   * script.
   */
  function uiHandlers({ onPaymentSuccess, onPaymentFail }: UiCallbacks) {
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
          // PortOne's script hides the errors of the page's callback as well.
        }
      },
      onFail(reason: unknown) {
        const known = reason instanceof PaymentError;
        const message = `${NOT_OPENED} ${messageOf(reason)}`;
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
