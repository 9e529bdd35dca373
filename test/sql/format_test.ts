import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { Value } from "../../etl/db/value.ts";
import { formatCsv } from "../../etl/sql/format_csv.ts";
import { formatJson } from "../../etl/sql/format_json.ts";
import { formatMarkdown } from "../../etl/sql/format_markdown.ts";
import { formatTable } from "../../etl/sql/format_table.ts";
import type { ResultColumn } from "../../etl/sql/run_query.ts";
import { page } from "../../etl/sql/page.ts";
import { textWidth } from "../../etl/text/text_width.ts";

const NAME: ResultColumn = { name: "user_name", type: "VARCHAR", isNumeric: false };
const VOLUME: ResultColumn = { name: "volume", type: "BIGINT", isNumeric: true };
const MONTH: ResultColumn = { name: "month", type: "DATE", isNumeric: false };

const join = async (pieces: AsyncIterable<string>) => (await Array.fromAsync(pieces)).join("");
const one = (values: readonly Value[]) => values.map((value) => [value]);

Deno.test("formatCsv() keeps text inert in a spreadsheet and numbers numbers", async () => {
  const names = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "O'Brien", "a=b", "-"];
  strictEqual(
    await join(formatCsv([NAME], one(names))),
    ["user_name", "'=cmd|' /C calc'!A0", "'+1", "'-1", "'@SUM(A1)", "'＝1", "''=1", "O'Brien", "a=b", "'-", ""]
      .join("\r\n"),
  );
  strictEqual(
    await join(formatCsv([VOLUME], one([-3, 112.5, "170141183460469231731687303715884105727"]))),
    [
      "volume",
      "-3",
      "112.5",
      "170141183460469231731687303715884105727",
      "",
    ].join("\r\n"),
  );
  strictEqual(await join(formatCsv([{ ...NAME, name: "=1+1" }], [])), "'=1+1\r\n");
});

Deno.test("formatCsv() quotes as RFC 4180 says and tells no value from empty text", async () => {
  strictEqual(
    await join(formatCsv([NAME, MONTH], [["a,b", "2019-07-01"], ['say "x"', null], ["two\nlines", null], ["", null]])),
    'user_name,month\r\n"a,b",2019-07-01\r\n"say ""x""",\r\n"two\nlines",\r\n"",\r\n',
  );
  strictEqual(await join(formatCsv([MONTH], [[null]])), 'month\r\n""\r\n');
  strictEqual(await join(formatCsv([{ name: "ok", type: "BOOLEAN", isNumeric: false }], [[true]])), "ok\r\ntrue\r\n");
});

Deno.test("formatJson() gives valid JSON in the order of the columns, also for no rows and odd names", async () => {
  strictEqual(await join(formatJson([NAME], [])), "[]\n");
  const columns = [{ ...VOLUME, name: "2" }, { ...VOLUME, name: "1" }, { ...NAME, name: '"__proto__"' }];
  const text = await join(formatJson(columns, [[1, NaN, "\u0007"], [Infinity, null, "</script>"]]));
  strictEqual(
    text,
    '[\n  {"2":1,"1":"NaN","\\"__proto__\\"":"\\u0007"},\n  {"2":"Infinity","1":null,"\\"__proto__\\"":"</script>"}\n]\n',
  );
  strictEqual(JSON.parse(text).length, 2);
});

Deno.test("formatMarkdown() shows hostile text as text in one cell", async () => {
  strictEqual(
    await join(formatMarkdown([NAME, VOLUME], [["<img onerror=x>|[a](b)", 3], ["two\nlines", null]])),
    "| user\\_name | volume |\n| --- | ---: |\n| \\<img onerror=x>\\|\\[a\\](b) | 3 |\n| two<br>lines |  |\n",
  );
});

Deno.test("formatTable() keeps a row to a line and shows control characters instead of obeying them", () => {
  const { body } = formatTable([NAME, MONTH], [["two\nlines\u001b[2J", "2019-07-01"], [null, null]]);
  deepStrictEqual(body, ["two␊lines[U+001B][2J  2019-07-01", "NULL                  NULL"]);
});

Deno.test("formatTable() fits a terminal by shortening its widest text, never a number, and says which", () => {
  const table = formatTable([NAME, VOLUME, { ...NAME, name: "note" }], [
    ["short", "170141183460469231731", "a sentence that is much too long"],
  ], 50);
  deepStrictEqual(table.body, ["short  170141183460469231731  a sentence that is …"]);
  deepStrictEqual(table.shortened, ["note"]);
  strictEqual(textWidth(table.body[0]!), 50);
  deepStrictEqual(formatTable([NAME], [["x".repeat(500)]]).shortened, []);
});

Deno.test("formatTable() shortens no text to less than twelve characters: below that a row is a record", () => {
  const rows = [["a sentence that is much too long", "another one of such a length"]];
  const columns = [NAME, { ...NAME, name: "note" }];
  deepStrictEqual(formatTable(columns, rows, 26).body, ["a sentence …  another one…"]);
  deepStrictEqual(formatTable(columns, rows, 25).body.length, 3);
});

Deno.test("formatTable() breaks long names before it shortens a text, and never shortens a day", () => {
  const count = { ...VOLUME, name: "current_streak_months" };
  const table = formatTable([{ ...MONTH, name: "reporting_month" }, count, { ...NAME, name: "note" }], [
    ["2019-07-01", 3, "no reason was given"],
  ], 42);
  deepStrictEqual([...table.head, ...table.body], [
    "             current_",
    "reporting_    streak_",
    "month          months  note",
    "----------  ---------  -------------------",
    "2019-07-01          3  no reason was given",
  ]);
  deepStrictEqual(table.shortened, []);
});

Deno.test("formatTable() shows a row as a record where no line holds it, and all of it", () => {
  const columns = ["first", "second", "third"].map((name) => ({ ...MONTH, name }));
  const { head, body, shortened } = formatTable([...columns, NAME], [
    ["2019-07-01", "2019-08-01", null, "x".repeat(60)],
    ["2019-07-02", null, null, "y"],
  ], 30);
  deepStrictEqual([...head, ...body], [
    "-- row 1 of 2 --",
    "first      2019-07-01",
    "second     2019-08-01",
    "third      NULL",
    `user_name  ${"x".repeat(60)}`,
    "-- row 2 of 2 --",
    "first      2019-07-02",
    "second     NULL",
    "third      NULL",
    "user_name  y",
  ]);
  deepStrictEqual(shortened, []);
});

Deno.test("page() counts the rows that a line wider than the screen takes", async () => {
  let seen = "";
  const screen = { write: (text: string) => void (seen += text) };
  await page(`${"x".repeat(25)}\n2\n3\n`, screen, { rows: 5, columns: 10 }, () => Promise.resolve(false));
  strictEqual(seen, `${"x".repeat(25)}\n2\n`);
});

Deno.test("formatTable() aligns what a terminal draws twice as wide, or not at all", () => {
  deepStrictEqual(formatTable([NAME, VOLUME], [["日本", 1], ["Zoe\u0308", 2], ["👍", 3]]).body, [
    "日本            1",
    "Zoe\u0308             2",
    "👍              3",
  ]);
});
