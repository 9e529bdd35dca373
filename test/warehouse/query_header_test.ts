import { deepStrictEqual, throws } from "node:assert/strict";
import { queryHeader } from "../../etl/warehouse/query_header.ts";

Deno.test("queryHeader() reads every field, and a field over two lines", () => {
  deepStrictEqual(
    queryHeader(
      [
        "-- What the query is about: any text.",
        "-- grain: one row per month",
        "--   and User",
        "-- key: reporting_month, user_id",
        "-- units: requests",
        "-- source: SEC L8.9",
        "-- classification: White",
        "-- release: totals only, SECP_72_1309_22",
        "-- contributors: users",
        "-- severity: error",
        "-- size: extract",
        "",
        "select 1 -- key: not this one",
      ].join("\r\n"),
    ),
    {
      grain: "one row per month and User",
      key: ["reporting_month", "user_id"],
      units: "requests",
      source: "SEC L8.9",
      classification: "white",
      release: "totals only, SECP_72_1309_22",
      contributors: "users",
      severity: "error",
      size: "extract",
    },
  );
});

Deno.test("queryHeader() gives null and no key when nothing is stated", () => {
  deepStrictEqual(queryHeader("select 1\n-- key: a"), {
    grain: null,
    key: [],
    units: null,
    source: null,
    classification: null,
    release: null,
    contributors: null,
    severity: null,
    size: null,
  });
});

Deno.test("queryHeader() throws on an unknown class and on a field stated twice", () => {
  throws(() => queryHeader("-- classification: secret\nselect 1"), /"secret" as a classification/);
  throws(() => queryHeader("-- key: a\n-- key: b\nselect 1"), /two "key" lines/);
});
