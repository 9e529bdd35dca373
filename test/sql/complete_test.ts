import { deepStrictEqual } from "node:assert/strict";
import { complete } from "../../etl/sql/complete.ts";

const CATALOGUE = {
  relations: new Map([
    ["csr_variance_by_user", ["user_id", "user_name"]],
    ["csr_variance_summary", ["reporting_month", "users"]],
    ["ledger.loads", ["load_id"]],
  ]),
  functions: ["round", "row_number"],
  keywords: ["select", "union", "using"],
  queries: new Map(),
};

const cases: readonly (readonly [text: string, candidates: readonly string[], fragment: string, why: string])[] = [
  ["from ", ["csr_variance_by_user", "csr_variance_summary", "ledger.loads"], "", "the views after FROM"],
  ["select * from csr_variance_s", ["csr_variance_summary"], "csr_variance_s", "a view after FROM"],
  ["describe l", ["ledger.loads"], "l", "a table of another schema"],
  ["from ledger.", ["ledger.loads"], "ledger.", "the tables of a schema"],
  ["from csr_variance_by_user where ", ["user_id", "user_name"], "", "the columns of the view in sight"],
  ["from csr_variance_by_user where us", ["user_id", "user_name", "using"], "us", "columns before keywords"],
  ["from csr_variance_by_user as u\nwhere u.", ["u.user_id", "u.user_name"], "u.", "the columns of an alias"],
  ["from csr_variance_by_user u order by u.user_n", ["u.user_name"], "u.user_n", "a column of an alias"],
  ["select csr_variance_summary.re", ["csr_variance_summary.reporting_month"], "csr_variance_summary.re", "of a view"],
  ["select ro", ["round", "row_number"], "ro", "functions"],
  ["SEL", ["SELECT"], "SEL", "a keyword in upper case where so begun"],
  ["sel", ["select"], "sel", "a keyword"],
  ["select 'csr", [], "", "nothing within text"],
  ["select 1 -- csr", [], "", "nothing within a comment"],
  ["from csr_variance_summary\n", ["    "], "", "indentation on a new line"],
  ["select zzz", [], "zzz", "nothing that does not begin so"],
];

for (const [text, candidates, fragment, why] of cases) {
  Deno.test(`complete() offers ${why} when it sees ${JSON.stringify(text)}`, () => {
    deepStrictEqual(complete(CATALOGUE, text), [candidates, fragment]);
  });
}
