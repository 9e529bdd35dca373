/** In bytes. An XML declaration is shorter than this. */
const LONGEST_DECLARATION = 1000;

/**
 * Detects the encoding of an XML part from its first bytes (XML 1.0, appendix F). It looks at the byte order mark, the
 * zeros of UTF-16 letters, and the declaration. The default is UTF-8.
 *
 * @param head The first bytes, as many as have arrived
 * @param isEnding Whether the part ends here
 * @returns A name that `TextDecoder` knows. Null if more bytes are needed
 * @throws {SyntaxError} when the encoding is not supported
 *
 * @example
 * ```ts
 * import { xmlEncoding } from "./xml_encoding.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * deepStrictEqual(xmlEncoding(bytes("<worksheet>"), false), "utf-8");
 * deepStrictEqual(xmlEncoding(bytes('<?xml version="1.0" encoding="ISO-8859-2"?>'), false), "iso-8859-2");
 * deepStrictEqual(xmlEncoding(Uint8Array.of(0x3c, 0, 0x77, 0), false), "utf-16le");
 * deepStrictEqual(xmlEncoding(bytes("<?xml"), false), null);
 * ```
 */
export function xmlEncoding(head: Uint8Array, isEnding: boolean): string | null {
  if (head.length < 4) return isEnding ? "utf-8" : null;
  const [a, b, c, d] = [head[0]!, head[1]!, head[2]!, head[3]!];
  if ((a === 0 && b === 0) || (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0x3c && b + c + d === 0)) {
    throw new SyntaxError("it is written in UTF-32, which is not read");
  }
  if (a === 0xff && b === 0xfe || (a !== 0 && b === 0)) return "utf-16le";
  if (a === 0xfe && b === 0xff || (a === 0 && b !== 0)) return "utf-16be";
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  const start = String.fromCharCode(...head.subarray(0, LONGEST_DECLARATION));
  if (!start.startsWith("<?xml")) return "utf-8";
  const end = start.indexOf("?>");
  if (end < 0 && !isEnding && head.length < LONGEST_DECLARATION) return null;
  const declared = /\bencoding\s*=\s*["']([^"']*)/.exec(end < 0 ? start : start.slice(0, end))?.[1]?.trim() ?? "utf-8";
  // ASCII is a subset of UTF-8. A declaration of UTF-16 in one-byte letters is wrong.
  if (/^(utf-?8|us-ascii|ascii|utf-?16([bl]e)?|ucs-2)?$/i.test(declared)) return "utf-8";
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    throw new SyntaxError(`it is written in "${declared.slice(0, 20)}", an encoding that is not read`);
  }
}
