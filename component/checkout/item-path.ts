/** Where the server's answer about an item is. */
export function itemPath(itemId: string): string {
  // An editor's preview has no origin, and is for looking at.
  const items = origin === 'null' && top !== window ? 'previews' : 'items';
  return `${items}/${encodeURIComponent(itemId)}`;
}
