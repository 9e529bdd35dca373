import { crc32 } from "node:zlib";

/** What stands before the first chunk, which is always IHDR with 13 bytes. */
const BEFORE_TEXT = 8 + 12 + 13;

/**
 * A PNG with texts in its properties, which stay with the picture when it leaves its folder: `Title`, `Description` and
 * whatever else a keyword names.
 *
 * @param png A whole PNG
 * @param texts By keyword of 1 to 79 Latin letters
 *
 * @example
 * ```ts
 * import { addPngText } from "./add_png_text.ts";
 * import { rasterise } from "./rasterise.ts";
 * import { match } from "node:assert/strict";
 * const png = await rasterise('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
 * match(new TextDecoder().decode(addPngText(png, { Title: "Café" })), /iTXtTitle\0{5}Café/);
 * ```
 */
export function addPngText(
  png: Uint8Array<ArrayBuffer>,
  texts: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  const described = new Uint8Array(png.length + chunks.reduce((length, chunk) => length + chunk.length, 0));
  described.set(png.subarray(0, BEFORE_TEXT));
  let at = BEFORE_TEXT;
  for (const chunk of chunks) {
    described.set(chunk, at);
    at += chunk.length;
  }
  described.set(png.subarray(BEFORE_TEXT), at);
  return described;
}

/** An iTXt chunk: UTF-8, not compressed, of no language. */
function textChunk(keyword: string, text: string): Uint8Array {
  const content = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(content.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length - 4);
  chunk.set(content, 4);
  view.setUint32(content.length + 4, crc32(content));
  return chunk;
}
