/** A place in which payments meet limits that a browser window does not have. */
export type Embedding =
  /** In a page of another site, or of the same one. */
  | 'frame'
  /** In the browser of an app, which blocks popups and may not open those of banks. */
  | 'kakaotalk'
  | 'line'
  | 'app';

/** By what apps put into their user agent; in a frame, without touching the page around. */
export function embedding(): Embedding | undefined {
  const { userAgent } = navigator;
  if (window.top !== window) return 'frame';
  if (/KAKAOTALK/i.test(userAgent)) return 'kakaotalk';
  if (/\bLine\//.test(userAgent)) return 'line';
  return /NAVER\(inapp|Instagram|FBA[NV]\/|FB_IAB/.test(userAgent) ? 'app' : undefined;
}
