import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Extract } from "../../etl/contract/extract.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import { describeWorkbook } from "../../etl/describe/describe_workbook.ts";
import { writeContract } from "../../etl/describe/write_contract.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import { PROJECT } from "../commands/annexa.ts";
import { fixture } from "../workbook/read_cells.ts";
import { inFolder } from "./described.ts";

/** Fixtures whose table gives no contract, with the reason. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "cells-behind-window.xls": /no column without blanks identifies its rows: add one, such as a reference$/,
  "duplicate-headers.xlsx": /the header "Actual Volume" appears over E and G: give each column a header of its own$/,
  "everyday.ods": /no column without blanks identifies its rows: add one, such as a reference$/,
  "quotes.csv": /A5 must not follow the note in row 4/,
  "totals-wrong.xlsx": /Variance!E4 \(Actual Volume\) must be the sum of its rows/,
  "two-tables.xlsx": /Variance!A6 begins another table/,
};

Deno.test("describe --contract writes a contract that compiles and loads every row, for every fixture with a table", async () => {
  await inFolder(async (folder) => {
    const written: string[] = [];
    const refused: string[] = [];
    for (const { name } of [...Deno.readDirSync(fixture("."))].sort((a, b) => a.name < b.name ? -1 : 1)) {
      // Other tests cover fixtures that are not workbooks, and those without a table.
      const study = name.endsWith(".ts")
        ? null
        : await describeWorkbook(fixture(name), { extracts: [], showValues: false }).catch((error) => {
          ok(error instanceof UserError, String(error));
          return null;
        });
      const rows = study?.description.sheets.reduce((sum, { visibility, table }) =>
        sum + (visibility === "visible" ? table?.rows ?? 0 : 0), 0) ?? 0;
      if (rows === 0) {
        continue;
      }
      const path = join(folder, `of_${name.replace(/[^a-z0-9]+/g, "_")}.ts`);
      try {
        await writeContract(study!, [], { contractPath: path, showValues: false });
      } catch (error) {
        ok(error instanceof UserError, String(error));
        match(error.message, REFUSED[name] ?? /this fixture should have a contract/);
        refused.push(name);
        continue;
      }
      const source = await Deno.readTextFile(path);
      await Deno.writeTextFile(
        path,
        source.replaceAll('"../contract/', `"${pathToFileURL(join(PROJECT, "etl/contract"))}/`),
      );
      written.push(path);
      const { default: extract } = await import(`${pathToFileURL(path)}`) as { default: Extract };
      const reading = await readExtract(await openWorkbook(fixture(name)), { extracts: [extract], fileName: name });
      const batches = await Array.fromAsync(reading.batches());
      deepStrictEqual(reading.problems, [], name);
      strictEqual(
        batches.reduce((sum, batch) =>
          sum + batch.sourceRow.length, 0),
        rows,
        name,
      );
    }
    deepStrictEqual(refused, Object.keys(REFUSED));
    ok(written.length >= 25, `only ${written.length}`);
    const check = await new Deno.Command(Deno.execPath(), {
      args: ["check", "-q", "--config", join(PROJECT, "deno.json"), ...written],
    }).output();
    strictEqual(check.code, 0, new TextDecoder().decode(check.stderr));
  });
});
