export type QrType = 'svg' | 'png';

/** Pixels of a PNG's module: sharp on a screen, and on a sticker. */
const MODULE = 12;

/** Printed small, or with a crease: up to 15% may be gone. The border is what readers want around it. */
const options = { ecc: 'M', border: 4 } as const;

/** A picture of a text for cameras. Most servers are never asked for one: what draws it is loaded by the first. */
export async function qrPicture(text: string, type: QrType): Promise<string | Buffer> {
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
