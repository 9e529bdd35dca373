import { deepStrictEqual } from "node:assert/strict";
import { restate } from "../../etl/manifest/restate.ts";
import { openPrivate, openReadOnly } from "../../etl/db/open_warehouse.ts";
import { atDesk, csr } from "../load/fixture.ts";

Deno.test("restate() says [c] of a figure that is held back now, and nothing of one that was held back before", () =>
  atDesk(async (desk) => {
    const users = (...actual: readonly string[]) =>
      csr(...actual.map((volume, index): [string, string, string, string] => ["2019-07", `U${index}`, "10", volume]));
    await desk.loadText("july.csv", users("1", "2", "3"));
    // As a paper would have it: 6 sent by three Users with a forecast; nobody without one, which was held back.
    {
      using warehouse = await openPrivate(desk.warehouse);
      await warehouse.connection.run(
        `insert into ledger.publications values (1, '2019-07-01', 'white', null, 1, '2019-08-20', '00', 1)`,
      );
      await warehouse.connection.run(
        `insert into ledger.published_figures values
         (1, 'annex_csr_variance', '{"reporting_month":"2019-07-01"}', 'compared_actual_volume', '6')`,
      );
    }
    const told = async () => {
      using warehouse = await openReadOnly(desk.warehouse);
      const { papers } = await restate(warehouse.connection, { month: null, audience: "white" });
      return papers.flatMap(({ figures }) => figures.map((figure) => [figure.old, figure.new, figure.note]));
    };
    deepStrictEqual(await told(), []);
    // Two Users are fewer than the three a White paper may add up.
    await desk.loadText("july re-issue.csv", users("1", "2"));
    deepStrictEqual(await told(), [[
      "6",
      "[c]",
      "Correction to the July 2019 paper (white): Certificate Signing Requests against forecast, July 2019: CSRs sent by " +
      'Users with a forecast above zero was given as 6 and is [c], after "july re-issue.csv".',
    ]]);
    {
      using warehouse = await openPrivate(desk.warehouse);
      await warehouse.connection.run("update ledger.publications set last_file_id = 2");
      await warehouse.connection.run("update ledger.published_figures set value = null");
    }
    deepStrictEqual(await told(), []);
  }));
