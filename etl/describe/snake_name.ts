const LONGEST = 60;

/**
 * Makes a column name from a header. It has lower-case letters, digits and underscores, begins with a letter, and is
 * not taken.
 *
 * @param header Any text
 * @param fallback The name for a header without Latin letters and digits
 * @param taken Names in use
 *
 * @example
 * ```ts
 * import { snakeName } from "./snake_name.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(snakeName("Actual Volume (CSRs)", "column_e", new Set()), "actual_volume_csrs");
 * strictEqual(snakeName("> 4 hours", "column_e", new Set()), "over_4_hours");
 * strictEqual(snakeName("2019", "column_e", new Set()), "column_2019");
 * strictEqual(snakeName("Region", "column_b", new Set(["region"])), "region_2");
 * ```
 */
export function snakeName(
  header: string,
  fallback: string,
  taken: ReadonlySet<string>,
): string {
  const words = header.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll("%", " percent ").replaceAll("&", " and ")
    .replace(/[<\u2264]=?/g, " under ").replace(/[>\u2265]=?/g, " over ")
    .replace(/\[\s*notes?[^\]]*\]/g, "")
    .replace(/[^a-z0-9]+/g, "_").slice(0, LONGEST).replace(/^_+|_+$/g, "");
  const name = words === "" ? fallback : /^\d/.test(words) ? `column_${words}` : words;
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
  return free;
}
