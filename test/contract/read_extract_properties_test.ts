import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { day, read, type Rows, sheet, type Shorthand } from "./hand_made_workbook.ts";

const HEADER = [
  "Reporting Month",
  "User ID",
  "User Name",
  "User Role",
  "Service Reference Variant",
  "Forecast Volume",
  "Actual Volume",
];
const NAMES = [
  "reporting_month",
  "user_id",
  "user_name",
  "user_role",
  "service_reference_variant",
  "forecast_volume",
  "actual_volume",
];

const JULY_SPELLINGS = ["Jul-19", "July 2019", "2019-07", "07/2019", "01/07/2019", "31/07/2019"];

/** A row as spelt in a sheet, and its values. */
const dataRow = fc.record({
  month: fc.constantFrom(...JULY_SPELLINGS),
  user: fc.stringMatching(/^90-B3-D5(-[0-9A-F]{2}){5}$/),
  name: fc.constantFrom("Alpha Energy", "Total Gas Ltd", "Notes & Sons", "\u00c9lan"),
  role: fc.constantFrom("IS", "ES", "GS", "RSA", "ED", "GT", "OU"),
  srv: fc.constantFrom("4.1", "4.10", "1.1.1", "0012"),
  forecast: fc.option(fc.nat(2_000_000)),
  actual: fc.nat(9_000_000),
  isGrouped: fc.boolean(),
}).map(({ month, user, name, role, srv, forecast, actual, isGrouped }) => ({
  spelt: [month, ` ${user}\u00a0`, name, role.toLowerCase(), srv, forecast, isGrouped ? grouped(actual) : actual],
  meant: [day("2019-07-01"), user, name, role, srv, forecast, actual],
}));

/** 1234567 as "1,234,567". */
function grouped(value: number): string {
  return String(value).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}

const furniture = fc.array(
  fc.array(fc.constantFrom("DCC", "Classification: AMBER", "as at 14/08/2019", "July 2019", null, 42), {
    maxLength: 4,
  }),
  { maxLength: 12 },
);

const layout = fc.record({
  data: fc.array(dataRow, { minLength: 1, maxLength: 12 }),
  above: furniture,
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 }),
  margin: fc.nat(3),
  blankAfter: fc.array(fc.nat(11), { maxLength: 3 }),
  hasTotals: fc.boolean(),
  notes: fc.array(fc.constantFrom("Notes", "1. Zero forecasts are excluded.", "Source: DCC"), { maxLength: 3 }),
});

Deno.test("readExtract() reads the same table at any place, in any column order, among titles, blank rows and notes", async () => {
  await fc.assert(
    fc.asyncProperty(layout, async ({ data, above, order, margin, blankAfter, hasTotals, notes }) => {
      // Columns 7 and 8 are unknown to the contract; `order` mixes them in.
      const place = (cells: readonly Shorthand[]): Shorthand[] => [
        ...Array.from({ length: margin }, () => null),
        ...order.map((index) => cells[index] ?? null),
      ];
      const total = (column: number) => data.reduce((sum, row) => sum + Number(row.meant[column]), 0);
      const rows: Rows = [
        ...above,
        place([...HEADER, "Comment", "Check"]),
        ...data.flatMap(({ spelt }, index) => {
          const row = place([...spelt, "ok", 1]);
          return blankAfter.includes(index) ? [row, []] : [row];
        }),
        ...hasTotals ? [place(["Total", null, null, null, null, total(5), total(6)])] : [],
        [],
        ...notes.map((note) => [...Array.from({ length: margin }, () => null), note]),
      ];
      const outcome = await read([sheet("Metrics", rows)]);
      deepStrictEqual(outcome.problems, []);
      deepStrictEqual(
        outcome.rows.map(({ values }) => NAMES.map((name) => values[name])),
        data.map(({ meant }) => meant),
      );
    }),
    { numRuns: 150 },
  );
});

Deno.test("readExtract() rejects exactly the rows in which a value was spoilt, each at its cell", async () => {
  const spoiling = fc.array(fc.tuple(fc.nat(29), fc.constantFrom("A", "D", "F", "G")), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(dataRow, { minLength: 30, maxLength: 30 }), spoiling, async (data, spoilt) => {
      const rows = data.map(({ spelt }, index) =>
        spelt.map((cell, column) =>
          spoilt.some(([row, letter]) => row === index && letter === "ABCDEFG"[column]) ? "?" : cell
        )
      );
      const outcome = await read([sheet("Metrics", [HEADER, ...rows])]);
      const expected = [...new Set(spoilt.map(([row, letter]) => `${letter}${row + 2}`))].sort();
      const rejected = outcome.batches.flatMap((batch) => batch.rejectedRows);
      deepStrictEqual(rejected.flatMap(({ problems }) => problems.map((problem) => problem.cell)).sort(), expected);
      deepStrictEqual(outcome.rows.length, 30 - new Set(spoilt.map(([row]) => row)).size);
    }),
    { numRuns: 60 },
  );
});
