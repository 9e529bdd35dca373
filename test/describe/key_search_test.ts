import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { ColumnProfile } from "../../etl/describe/column_profile.ts";
import { KeySearch } from "../../etl/describe/key_search.ts";
import { SeenValues } from "../../etl/describe/seen_values.ts";

/** Feeds rows of texts, null for a blank, from row 2 on. */
function search(headers: readonly string[], rows: Iterable<readonly (string | null)[]>, given: number[] | null = null) {
  const profiles = headers.map((header, index) => new ColumnProfile(index, header));
  const keys = new KeySearch(profiles, given);
  let number = 2;
  for (const row of rows) {
    const cells = row.map((text) => text === null ? undefined : { kind: "text", text } as const);
    keys.add(profiles.map((profile, at) => profile.add(cells[at], number)?.identity ?? null), number);
    number++;
  }
  return keys.finish();
}

Deno.test("KeySearch prefers one column to two, and a column of codes to another", () => {
  deepStrictEqual(search(["Name", "User ID"], [["Ann", "A"], ["Bob", "B"]]).key, [1]);
  deepStrictEqual(search(["Month", "User"], [["Jul", "A"], ["Jul", "B"], ["Aug", "A"]]).key, [0, 1]);
});

Deno.test("KeySearch selects no column with a blank", () => {
  strictEqual(search(["Name", "Place"], [["Ann", "Ayr"], [null, "Ayr"]]).key, null);
});

Deno.test("KeySearch finds a repeat long after the first rows", () => {
  const rows = Array.from({ length: 3000 }, (_, at) => [`n${at % 2999}`, `${at % 7}a`]);
  deepStrictEqual(search(["Name", "Group"], rows).key, [0, 1]);
});

Deno.test("KeySearch checks a given key and reports the earlier row", () => {
  deepStrictEqual(search(["Month", "User"], [["Jul", "A"], ["Jul", "B"], ["Jul", "A"]], [0, 1]), {
    key: null,
    isGiven: true,
    repeats: [{ row: 4, earlierRow: 2 }],
    repeated: 1,
  });
});

Deno.test("SeenValues distinguishes values that differ only in length or order, at any size", () => {
  const seen = new SeenValues();
  for (let at = 0; at < 100_000; at++) strictEqual(seen.add(`v${at}`, at + 1), null);
  for (const value of ["", "a", "aa", "ab", "ba", "a\u0000", "\u0000a"]) {
    strictEqual(seen.add(value, 200_000), null, value);
  }
  strictEqual(seen.add("v77777", 5), 77_778);
  strictEqual(seen.size, 100_007);
});
