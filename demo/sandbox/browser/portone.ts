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

  const ownScript = document.currentScript as HTMLScriptElement;
  const server = new URL(ownScript.src).origin;
  const notOpened = '결제 창 호출에 실패하였습니다.';

  class PaymentError extends Error {
    readonly __portOneErrorType = 'PaymentError';
    readonly transactionType = 'PAYMENT';
    readonly code: string | undefined;

    /** By its mark rather than its class, so that it is recognised across bundles. */
    static override [Symbol.hasInstance](instance: unknown): boolean {
      return (
        typeof instance === 'object' &&
        instance !== null &&
        (instance as { __portOneErrorType?: unknown }).__portOneErrorType === 'PaymentError'
      );
    }

    constructor(code: string | undefined, message: string) {
      super(message);
      this.name = 'PaymentError';
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

  async function prepare(request: PaymentRequest): Promise<Prepared> {
    const response = await fetch(`${server}/api/prepare/v2`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: request, sdkVersion: 'sandbox', deviceInfo: deviceInfo() }),
    });
    if (response.ok) return (await response.json()) as Prepared;
    const text = await response.text();
    let refusal: { code?: string; message?: string } | null;
    try {
      refusal = JSON.parse(text);
    } catch {
      throw new PaymentError('UnknownError', `${notOpened} ${text}`);
    }
    throw new PaymentError(refusal?.code, refusal?.message ?? notOpened);
  }

  const drivers = new Map<string, () => Driver>();

  /** A driver is a script of its own, fetched anew for every window. */
  function loadDriver({ driverId, driverPath }: Prepared): Promise<Driver> {
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
        if (create) resolve(create());
        else fail();
      });
      script.addEventListener('error', fail);
      document.body.append(script);
    });
  }

  const loadedScripts = new Set<HTMLScriptElement>();
  let openDriver: Driver | undefined;

  /** What the previous call left behind. Its promise, if still pending, stays so. */
  function cleanUp(): void {
    openDriver?.onBeforeCleanup();
    openDriver = undefined;
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
    return new Promise((resolve) => {
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
        { request, prepared, windowUrl: `${server}${prepared.windowPath}`, lockScroll },
        {
          onTransactionOver(settlement) {
            leave();
            settle(settlement);
          },
          onForceClose() {
            leave();
            void closedSettlement(prepared).then(settle);
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
      void request.channelGroupId;
      const prepared = await prepare(request);
      const driver = await loadDriver(prepared);
      return await openWindow(request, prepared, driver);
    } catch (error) {
      if (error instanceof PaymentError) throw error;
      throw new PaymentError('UnknownError', `${notOpened} ${messageOf(error)}`);
    }
  }

  const members = { requestPayment, PaymentError };
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
