/** Where the script came from: the checkout server, unless `bff` names another. */
export function ownOrigin(): string {
  return new URL(import.meta.url).origin;
}
