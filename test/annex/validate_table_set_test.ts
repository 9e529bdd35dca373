import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { AnnexTable, TableColumn, TableSet } from "../../etl/tables/table_set.ts";
import type { Value } from "../../etl/db/value.ts";
import { validateTableSet } from "../../etl/tables/validate_table_set.ts";
import { HOSTILE_SET } from "./hostile.ts";
import { JULY_2019, JULY_2019_AMBER } from "./july_2019.ts";

const messages = (set: TableSet) => validateTableSet(set).map((problem) => problem.message);

const TABLE: AnnexTable = {
  name: "volumes",
  title: "Volumes",
  source: "SEC L8.9",
  classification: "white",
  notes: [],
  columns: [{ name: "volume", title: "Volume", kind: "count" }],
  rows: [[1]],
};

const tables = (...some: Partial<AnnexTable>[]): TableSet => ({
  ...JULY_2019,
  charts: [],
  withheld: [],
  tables: some.map((one) => ({ ...TABLE, ...one })),
});

/** What is said of one table, without the part of the sentence that is the same for all. */
const rules = (table: Partial<AnnexTable>) =>
  messages(tables(table)).map((message) => message.replace(/^Cannot write table ".*?" because /, ""));

/** What is said of one cell of a kind of column. */
const cellRules = (kind: TableColumn["kind"], ...values: Value[]) =>
  rules({
    columns: [{ name: "value", title: "Value", kind, ...(kind === "percent" ? { decimals: 1 } : {}) }],
    rows: values.map((value) => [value]),
  });

Deno.test("validateTableSet() finds nothing wrong with a well described annex", () => {
  deepStrictEqual(messages(JULY_2019), []);
  deepStrictEqual(messages(JULY_2019_AMBER), []);
  deepStrictEqual(messages(HOSTILE_SET), []);
});

Deno.test("validateTableSet() names every problem of a set at once", () => {
  deepStrictEqual(messages({ ...tables(), title: " ", month: "2019-07", notes: [""] }), [
    "Cannot write the annex because it has no title",
    'Cannot write the annex for month "2019-07": give the first of the month as yyyy-mm-dd',
    "Cannot write the annex because it has no table",
    "Cannot write the annex because its note 1 is empty",
  ]);
});

Deno.test("validateTableSet() refuses content above the audience, and says which problem is that", () => {
  const set = {
    ...tables({ classification: "amber" }),
    charts: [{ ...JULY_2019.charts[0]!, classification: "red" as const }],
    withheld: [{ title: "PMR", classification: "white" as const }],
  };
  deepStrictEqual(validateTableSet(set), [
    { message: 'Cannot write table "volumes" for a White audience: its content is Amber', isAboveAudience: true },
    { message: 'Cannot write chart "csr_volumes" for a White audience: its content is Red', isAboveAudience: true },
    { message: 'Cannot withhold "PMR" from a White audience: it is only White', isAboveAudience: false },
  ]);
});

Deno.test("validateTableSet() refuses names that Excel, Windows or a file system cannot take", () => {
  const name = (given: string) => rules({ name: given })[0];
  strictEqual(name("Volumes"), "its name is not lower case letters, digits and underscores after a letter");
  strictEqual(name("../volumes"), "its name is not lower case letters, digits and underscores after a letter");
  strictEqual(name("__proto__"), "its name is not lower case letters, digits and underscores after a letter");
  strictEqual(name("csr2019"), "its name reads as a cell address in Excel");
  strictEqual(name("r1c1"), "its name reads as a cell address in Excel");
  strictEqual(name("r"), "its name reads as a cell address in Excel");
  strictEqual(name("con"), "its name is a device on Windows");
  strictEqual(name("notes"), "its name is taken by a sheet or file that every annex has, or by Excel");
  strictEqual(name("x".repeat(101)), "its name is longer than 100 characters");
  strictEqual(name("csr_2019"), undefined);
});

Deno.test("validateTableSet() refuses two tables of one name", () => {
  deepStrictEqual(messages(tables({}, {})), [
    'Cannot write table "volumes" twice: every table of an annex has its own name',
  ]);
});

Deno.test("validateTableSet() refuses a table without title, source or columns", () => {
  deepStrictEqual(rules({ title: "", source: " ", columns: [], rows: [[]], notes: ["x".repeat(32_768)] }), [
    "it has no title",
    "it names no source",
    "it has no columns",
    "its note 1 is longer than 32767 characters",
  ]);
});

Deno.test("validateTableSet() refuses columns people or programs cannot tell apart", () => {
  const column = (name: string, title: string, rest: Partial<TableColumn> = {}): TableColumn => ({
    name,
    title,
    kind: "count",
    ...rest,
  });
  deepStrictEqual(
    rules({
      columns: [
        column("volume", "Volume"),
        column("volume", "Other"),
        column("Volume", "ＶＯＬＵＭＥ "),
        column("share", "", { kind: "percent", blank: "" }),
        column("long", "x".repeat(256)),
      ],
      rows: [],
    }),
    [
      'column "volume" stands twice',
      'column name "Volume" is not lower case letters, digits and underscores after a letter',
      'columns "volume" and "Volume" have the same heading in Excel\'s eyes',
      'column "share" has no heading',
      'percent column "share" does not state its "decimals", from 0 to 15',
      'column "share" gives an empty reason for its blanks',
      'the heading of column "long" is longer than 255 characters',
    ],
  );
});

Deno.test("validateTableSet() counts the cells that break one rule, and shows no value", () => {
  deepStrictEqual(cellRules("count", 1, 1.5, "12", -3, null, null, Infinity), [
    'column "value" has no whole number in row 2 and 2 more: a count is exact, to 2^53',
    'column "value" has a blank in row 5 and 1 more: say why in its "blank"',
  ]);
  deepStrictEqual(rules({ rows: [[1], [1, 2], []] }), [
    "row 2 has 2 cells for 1 columns",
    "row 3 has 0 cells for 1 columns",
  ]);
});

Deno.test("validateTableSet() holds every kind of column to its kind", () => {
  deepStrictEqual(cellRules("percent", 112.8, 0, Number.NaN, "112.8"), [
    'column "value" has no finite number in row 3 and 1 more: a percentage is an unrounded number',
  ]);
  deepStrictEqual(cellRules("boolean", true, false, 1), [
    'column "value" has neither true nor false in row 3: give a boolean',
  ]);
  deepStrictEqual(cellRules("text", "a", 1, " ", "x".repeat(32_767), "x".repeat(32_768), "\u202e".repeat(5_000)), [
    'column "value" has no text in row 2: give the text as people read it',
    'column "value" has empty text in row 3: give null and say why in its "blank"',
    'column "value" has text longer than 32767 characters in row 5 and 1 more: no Excel cell holds it: shorten it',
  ]);
  deepStrictEqual(cellRules("date", "2020-02-29", "2019-02-29", "01/07/2019", "2019-7-1", 43_647), [
    'column "value" has no date from 1900 to 2099 in row 2 and 3 more: write yyyy-mm-dd',
  ]);
  deepStrictEqual(cellRules("month", "2019-07-01", "2019-07-02"), [
    'column "value" has a date that is no month in row 2: write its first day',
  ]);
  deepStrictEqual(cellRules("quarter", "2019-07-01", "2019-08-01", "2019-07-02"), [
    'column "value" has a month that starts no quarter in row 2: write its first day',
    'column "value" has a date that is no quarter in row 3: write its first day',
  ]);
});

Deno.test("validateTableSet() wants every chart named once, titled and described", () => {
  const chart = { ...JULY_2019.charts[0]!, title: "", description: " " };
  deepStrictEqual(messages({ ...tables({}), charts: [chart, { ...chart, title: "T", description: "D" }] }), [
    'Cannot write chart "csr_volumes" because it has no title',
    'Cannot write chart "csr_volumes" because it has no description for people who cannot see it',
    'Cannot write chart "csr_volumes" twice: every chart of an annex has its own name',
  ]);
});
