/** Where the script came from: the checkout server, unless the element is told of another. */
export function ownOrigin(): string {
  return new URL(import.meta.url).origin;
}
