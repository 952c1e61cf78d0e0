/** PortOne's view of a device, which decides on the window: by user agent alone, tablets included. */
export function isMobile(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return (
    /Mobi|Android|iPad|iPhone|iPod|Tablet|Silk|Kindle|PlayBook/i.test(userAgent) ||
    // iPadOS calls itself a Mac, which has no touch screen.
    (userAgent.includes('Macintosh') && maxTouchPoints > 1)
  );
}
