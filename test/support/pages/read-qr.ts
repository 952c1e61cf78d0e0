import { decode as decodePng } from 'fast-png';
import decodeQr from 'qr/decode.js';

/** What a camera reads in the server's PNG, which is grey. */
export function readQr(png: Uint8Array): string {
  const { width, height, data } = decodePng(png);
  const rgb = Uint8Array.from({ length: data.length * 3 }, (_, index) =>
    Number(data[Math.floor(index / 3)]),
  );
  return decodeQr({ width, height, data: rgb });
}
