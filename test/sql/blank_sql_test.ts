import { deepStrictEqual, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { blankSql } from "../../etl/sql/blank_sql.ts";

const cases: readonly (readonly [sql: string, code: string, open: string | null])[] = [
  ["select 'it''s; -- x' ;", "select 'xxxxxxxxxxx' ;", null],
  ['select "a""; b" ;', 'select "xxxxxx" ;', null],
  ["select e'\\'; ' ;", "select e'xxxx' ;", null],
  ["select date'2019;' ;", "select date'xxxxx' ;", null],
  ["select $$ ; $$ ;", "select $$xxx$$ ;", null],
  ["select $a$ $$ ; $a$ ;", "select $a$xxxxxx$a$ ;", null],
  ["select 1 -- ; '\n;", "select 1       \n;", null],
  ["select /* ; /* ; */ ' */ 1;", "select                   1;", null],
  ["select 'a;", "select 'xx", "text"],
  ['from "a;', 'from "xx', "name"],
  ["select $x$ ;", "select $x$xx", "text"],
  ["select 1 /* ; /* ; */", "select 1             ", "comment"],
  ["select 1; -- done", "select 1;        ", "comment"],
  ["select $1 + $2;", "select $1 + $2;", null],
];

for (const [sql, code, open] of cases) {
  Deno.test(`blankSql() blanks what is not code in ${JSON.stringify(sql)}`, () => {
    deepStrictEqual(blankSql(sql), { code, open });
  });
}

Deno.test("blankSql() gives text as long as it takes, whatever it is given", () => {
  fc.assert(fc.property(
    fc.string({ unit: fc.constantFrom("'", '"', "-", "/", "*", "$", "a", "e", "\\", ";", "\n", " ", "é") }),
    (sql) => strictEqual(blankSql(sql).code.length, sql.length),
  ));
});
