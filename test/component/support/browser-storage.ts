/** What a browser stores for a page. */
export type StorageMode =
  | 'normal'
  /** There is no room in localStorage. */
  | 'full'
  /** The page must not touch localStorage. */
  | 'forbidden'
  /** Nor sessionStorage. */
  | 'none';

/** Makes the browser's storage fail; it works again after each test of the file. Call it before `useShop()`. */
export function useBrowserStorage(): (mode: StorageMode) => void {
  const { setItem } = Storage.prototype;
  const [local, session] = ['localStorage', 'sessionStorage'].map((name) =>
    Object.getOwnPropertyDescriptor(window, name),
  );
  const forbid = (name: string) =>
    Object.defineProperty(window, name, {
      configurable: true,
      get() {
        throw new DOMException('no', 'SecurityError');
      },
    });
  const restore = (name: string, descriptor: PropertyDescriptor | undefined) => {
    // Engines differ in whether the window has them itself.
    if (descriptor) Object.defineProperty(window, name, descriptor);
    else Reflect.deleteProperty(window, name);
  };
  afterEach(() => {
    Storage.prototype.setItem = setItem;
    restore('localStorage', local);
    restore('sessionStorage', session);
  });
  return (mode) => {
    if (mode === 'full') {
      const { localStorage: full } = window;
      Storage.prototype.setItem = function (key, value) {
        if (this === full) throw new DOMException('full', 'QuotaExceededError');
        setItem.call(this, key, value);
      };
    }
    if (mode === 'forbidden' || mode === 'none') forbid('localStorage');
    if (mode === 'none') forbid('sessionStorage');
  };
}
