export type QrType = 'svg' | 'png';

/** Pixels of a PNG's module: sharp on a screen, and on a sticker. */
const MODULE = 12;

/** Printed small, or with a crease: up to 15% may be gone. The border is what readers want around it. */
const options = { ecc: 'M', border: 4 } as const;

/** Pictures that are kept: some kilobytes each. */
const MAX_KEPT = 200;

/** Draws pictures of texts for cameras, each once while it is among the latest 200 that were asked for. */
export function qrPictures(): (text: string, type: QrType) => Promise<string | Buffer> {
  const kept = new Map<string, Promise<string | Buffer>>();
  return (text, type) => {
    const key = `${type} ${text}`;
    const picture = kept.get(key) ?? draw(text, type);
    // The latest is the last.
    kept.delete(key);
    kept.set(key, picture);
    if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value as string);
    return picture;
  };
}

/** Most servers are never asked for one: what draws it is loaded by the first. */
async function draw(text: string, type: QrType): Promise<string | Buffer> {
  const { encode, renderSVG } = await import('uqr');
  if (type === 'svg') return renderSVG(text, options);
  const { size, data: modules } = encode(text, options);
  const width = size * MODULE;
  const pixels = new Uint8Array(width * width);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isDark = modules[Math.floor(y / MODULE)]?.[Math.floor(x / MODULE)];
      pixels[y * width + x] = isDark ? 0 : 255;
    }
  }
  const { encode: encodePng } = await import('fast-png');
  return Buffer.from(encodePng({ width, height: width, data: pixels, channels: 1 }));
}
