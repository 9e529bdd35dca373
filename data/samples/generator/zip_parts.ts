import { zipSync } from "fflate";

/**
 * Parts of a spreadsheet as a zip whose bytes depend on the parts alone.
 *
 * The compression is JavaScript's own: zlib's output differs between machines. Times are fixed at the first a zip can
 * hold. `mimetype` stands first and uncompressed, as OpenDocument asks; `[Content_Types].xml` first, as Excel writes it.
 *
 * @param parts Bytes by entry name
 *
 * @example
 * ```ts
 * import { zipParts } from "./zip_parts.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(zipParts({ "a.xml": new Uint8Array(3) })[0], "P".charCodeAt(0));
 * ```
 */
export function zipParts(parts: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const first = ["mimetype", "[Content_Types].xml"];
  const names = [
    ...first.filter((name) => name in parts),
    ...Object.keys(parts).filter((name) => !first.includes(name)),
  ];
  const mtime = new Date(1980, 0, 1); // read back with local getters: the same bytes in every timezone
  return zipSync(
    Object.fromEntries(names.map((name) => [name, [parts[name]!, { level: name === "mimetype" ? 0 : 6, mtime }]])),
  );
}
