import type { Buffer } from "node:buffer";

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Decodes the text between two tags from UTF-8. Line ends become `\n`, as XML requires. Entities and character
 * references are resolved.
 *
 * @throws {SyntaxError} on bytes that are not UTF-8, an entity that XML does not define, or a reference to no character
 *
 * @example
 * ```ts
 * import { decodeText } from "./xml_text.ts";
 * import { Buffer } from "node:buffer";
 * import { strictEqual } from "node:assert/strict";
 * const bytes = Buffer.from("R&amp;D &#128540;&#xe9;\r\n");
 * strictEqual(decodeText(bytes, 0, bytes.length), "R&D 😜é\n");
 * ```
 */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  let isAscii = true;
  let isPlain = true;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) isAscii = false;
    else if (byte === 0x26 || byte === 0x0d) isPlain = false;
  }
  const text = isAscii ? bytes.toString("latin1", start, end) : decodeUtf8(bytes, start, end);
  return isPlain ? text : resolve(text);
}

/**
 * Resolves Excel's escapes: `_xHHHH_` is the character with that number. `_x005F_` is a literal `_`, so that the text
 * after it is not an escape (ECMA-376 part 1, 22.9.2.19, ST_Xstring). Half of a surrogate pair becomes U+FFFD.
 *
 * @example
 * ```ts
 * import { decodeEscapes } from "./xml_text.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(decodeEscapes("ABC_x000D_\nDEF"), "ABC\r\nDEF");
 * strictEqual(decodeEscapes("_x005F_x000D_"), "_x000D_");
 * ```
 */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .toWellFormed();
}

/**
 * Decodes bytes from UTF-8 and resolves nothing.
 *
 * @throws {SyntaxError} when they are not UTF-8
 */
export function decodeUtf8(bytes: Buffer, start: number, end: number): string {
  try {
    return STRICT_UTF8.decode(bytes.subarray(start, end));
  } catch {
    throw new SyntaxError("it holds letters that are not UTF-8");
  }
}

function resolve(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n");
  return lines.replace(/&([^;&]*)(;?)/g, (whole: string, name: string, end: string) => {
    const known = ENTITIES[name];
    if (known !== undefined && end !== "") return known;
    const code = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name);
    const point = code === null ? NaN : code[1] !== undefined ? parseInt(code[1], 16) : Number(code[2]);
    if (end === "" || !(point <= 0x10ffff)) {
      throw new SyntaxError(`it holds ${/^&\w+;$/.test(whole) ? whole : 'an "&"'}, which is not a character`);
    }
    return String.fromCodePoint(point).toWellFormed();
  });
}
