/** The kind of file that the first bytes show, whatever the name says. */
export type Sniffed =
  | "zip"
  | "ole"
  | "html"
  | "xml"
  | "rtf"
  | "pdf"
  | "png"
  | "jpeg"
  | "gif"
  | "gzip"
  | "7z"
  | "rar"
  | "database"
  | "lotus"
  | "excel 2"
  | "excel 3"
  | "excel 4"
  | "biff"
  | "mhtml"
  | "sylk"
  | "utf-32"
  | "binary"
  | "text";

const SIGNATURES: readonly (readonly [Sniffed, readonly number[]])[] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["ole", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["png", [0x89, 0x50, 0x4e, 0x47]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
  ["gzip", [0x1f, 0x8b]],
  ["rtf", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["rar", [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ["database", [...new TextEncoder().encode("SQLite format 3\0")]],
  ["database", [0, 1, 0, 0, ...new TextEncoder().encode("Standard ")]],
  ["lotus", [0, 0, 2, 0, 4, 4]],
  ["lotus", [0, 0, 2, 0, 6, 4]],
  ["lotus", [0, 0, 0x1a, 0]],
  // A BOF record and its length. Before Excel 5 a worksheet is a file of its own, without a container (MS-XLS 2.4.21).
  ["excel 2", [0x09, 0x00, 0x04, 0x00]],
  ["excel 3", [0x09, 0x02, 0x06, 0x00]],
  ["excel 4", [0x09, 0x04, 0x06, 0x00]],
  ["biff", [0x09, 0x08, 0x08, 0x00, 0x00, 0x05]],
  ["biff", [0x09, 0x08, 0x10, 0x00, 0x00, 0x06]],
  ["utf-32", [0xff, 0xfe, 0, 0]],
  ["utf-32", [0, 0, 0xfe, 0xff]],
];

/**
 * Detects the kind of a file from its first bytes. A few thousand are enough.
 *
 * Text has no control characters other than tab, line ends and form feed. UTF-16 counts as text when it begins with a
 * byte order mark, or when every second byte at its start is zero.
 *
 * @example
 * ```ts
 * import { sniffFormat } from "./sniff_format.ts";
 * import { strictEqual } from "node:assert/strict";
 * const bytes = (text: string) => new TextEncoder().encode(text);
 * strictEqual(sniffFormat(bytes("PK\x03\x04…")), "zip");
 * strictEqual(sniffFormat(bytes("\n<!DOCTYPE html><table>")), "html");
 * strictEqual(sniffFormat(bytes("Month,Volume\n")), "text");
 * strictEqual(sniffFormat(bytes("\x01\x02\x03")), "binary");
 * ```
 */
export function sniffFormat(head: Uint8Array): Sniffed {
  for (const [kind, signature] of SIGNATURES) {
    if (signature.every((byte, i) => head[i] === byte)) return kind;
  }
  if (isUtf32(head)) return "utf-32";
  const encoding = utf16Encoding(head);
  if (encoding === null && head.some(isControl)) return "binary";
  const start = new TextDecoder(encoding ?? "utf-8").decode(head).trimStart().slice(0, 200).toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<table|<meta)/.test(start)) return "html";
  if (/^mime-version: /m.test(start) && /^[a-z-]+: /.test(start)) return "mhtml";
  if (/^id;p.*\r?\n[bcfp];/.test(start)) return "sylk";
  if (start.startsWith("<?xml")) return /<html/.test(start) ? "html" : "xml";
  return "text";
}

/**
 * Detects UTF-16 from a text's first bytes: by the byte order mark, or by the zeros of Latin letters. Null for any
 * other text.
 *
 * @example
 * ```ts
 * import { utf16Encoding } from "./sniff_format.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(utf16Encoding(Uint8Array.of(0xff, 0xfe, 0x41, 0x00)), "utf-16le");
 * strictEqual(utf16Encoding(Uint8Array.of(0x00, 0x41, 0x00, 0x42)), "utf-16be");
 * strictEqual(utf16Encoding(Uint8Array.of(0x41, 0x42)), null);
 * ```
 */
export function utf16Encoding(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(64, head.length >> 1);
  let highZeros = 0;
  let lowZeros = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) highZeros++;
    if (head[2 * i + 1] === 0) lowZeros++;
  }
  if (pairs > 1 && lowZeros === pairs && highZeros === 0) return "utf-16le";
  if (pairs > 1 && highZeros === pairs && lowZeros === 0) return "utf-16be";
  return null;
}

/** Whether the text has four bytes per letter but no byte order mark: then the upper two bytes are zero. */
function isUtf32(head: Uint8Array): boolean {
  const letters = Math.min(32, head.length >> 2);
  if (letters < 2) return false;
  const isZero = (place: number) =>
    Array.from({ length: letters }, (_, i) => head[4 * i + place]).every((one) => one === 0);
  return (isZero(2) && isZero(3) && !isZero(0)) || (isZero(0) && isZero(1) && !isZero(3));
}

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c;
}
