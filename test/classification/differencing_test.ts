import { deepStrictEqual, ok } from "node:assert/strict";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

/** Every table of two Regions and two reasons with 0 to so many Devices in each, a month each, in months apart. */
const MOST = 6;
const TABLES = (MOST + 1) ** 4;

/** What is released of exceptions, to be read side by side. */
const RELEASED = ["ch_exception_counts", "ch_exception_growth"];

Deno.test("no suppressed number of exceptions follows from all that is released of its month, in any small table", async () => {
  using warehouse = await openPrivate(":memory:");
  const { connection } = warehouse;
  await prepareWarehouse(connection, await allExtracts());
  const cell = (at: number) => `(i // ${(MOST + 1) ** at}) % ${MOST + 1}`;
  await connection.run(`
    create temp table months as select range::integer as i, (date '1000-01-01' + interval (3 * range) month)::date as month
    from range(${TABLES});
    insert into ledger.files values (1, 'a.xlsx', repeat('0', 64), 1, '2019-08-14 09:00:00', false, true, 0);
    insert into ledger.loads select i, 1, 'ch_exceptions', 'S', 1, month, 1, 'whole' from months;
    insert into extracts.ch_exceptions
    select i, n, month, month, 'D' || n || '-' || cell.place, cell.region, cell.reason, month
    from months
    cross join (values (0, 'North', 'r1'), (1, 'North', 'r2'), (2, 'South', 'r1'), (3, 'South', 'r2'))
        as cell (place, region, reason)
    cross join range(${MOST}) as device (n)
    where n < case cell.place when 0 then ${cell(0)} when 1 then ${cell(1)} when 2 then ${cell(2)} else ${cell(3)} end;
  `);
  const truth = new Map(
    (await rows(connection, "select reporting_month, region, exception_reason, exceptions from ch_exception_cells"))
      .map((row) => [`${row.reporting_month} ${row.region} ${row.exception_reason}`, Number(row.exceptions)]),
  );
  await connection.run("set variable audience = 'white'");
  const shown = new Map<string, string>();
  const hidden = new Map<string, string[]>();
  for (const view of RELEASED) {
    for (const { reporting_month, ...row } of await rows(connection, `from ${view} order by all`)) {
      const month = String(reporting_month);
      shown.set(month, `${shown.get(month) ?? ""}\n${JSON.stringify(row)}`);
      if (view === "ch_exception_counts" && row.exceptions === null) {
        hidden.set(month, [...hidden.get(month) ?? [], `${row.region} ${row.exception_reason}`]);
      }
    }
  }
  // What a reader who knows the method can tell: the tables that would have been shown as this one is.
  const possible = new Map<string, Set<number>>();
  const key = (month: string, cell: string) => `${cell}\n${shown.get(month)}`;
  for (const [month, cells] of hidden) {
    for (const cell of cells) {
      const values = possible.get(key(month, cell)) ?? new Set();
      possible.set(key(month, cell), values.add(truth.get(`${month} ${cell}`)!));
    }
  }
  // Of a table with the greatest number those beside it are not all here.
  const greatest = new Set([...truth].filter(([, size]) => size === MOST).map(([name]) => name.split(" ")[0]!));
  // That a group is not empty is no secret: where as many are listed as fewer than the minimum can be, each is of one.
  const isFull = (month: string) =>
    /"month_exceptions":null/.test(shown.get(month)!) && hidden.get(month)!.length === 4;
  const judged = [...hidden].filter(([month]) => !greatest.has(month) && !isFull(month))
    .flatMap(([month, cells]) => cells.map((cell) => key(month, cell)));
  ok(judged.length > 1000, `${judged.length}`);
  deepStrictEqual(judged.filter((one) => possible.get(one)!.size < 2), []);
});
