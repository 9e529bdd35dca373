import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { monthCondition } from "../../etl/sql/month_column.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

/** A warehouse whose catalogue has one report of months (5, csr) and one of quarters (2, returns). */
async function withCatalogue() {
  const warehouse = await openPrivate(":memory:");
  await warehouse.connection.run(`create schema reference;
    create table reference.reports as
      select * from (values (5, 'csr', 'monthly'), (2, 'returns', 'quarterly')) as reports(report_number, extract, frequency)`);
  return warehouse;
}

/** Every report and month of Q3 2019, and the quarter itself. */
const ROWS = `from (values
    (5, 'csr', 'monthly', date '2019-07-01'), (5, 'csr', 'monthly', date '2019-08-01'),
    (2, 'returns', 'quarterly', date '2019-07-01'), (2, 'returns', 'quarterly', date '2019-04-01')
  ) as found(report_number, extract, frequency, period)`;

for (const told of ["frequency", "report_number", "extract"]) {
  Deno.test(`monthCondition() on a period keeps the report's own month or quarter, told by ${told}`, async () => {
    using warehouse = await withCatalogue();
    const condition = monthCondition("period", "2019-08", ["period", told]);
    const kept = await rows(
      warehouse.connection,
      `select report_number, period from (select ${told}, report_number, period ${ROWS}) where ${condition} order by all`,
    );
    deepStrictEqual(kept.map((row) => `${row.report_number} ${row.period}`), ["2 2019-07-01", "5 2019-08-01"]);
  });
}

Deno.test("monthCondition() on a period without a report keeps the rows of the month", () => {
  strictEqual(
    monthCondition("period", "2019-08", ["period", "volume"]),
    "date_trunc('month', period) = date '2019-08-01'",
  );
});
