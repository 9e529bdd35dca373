import { deepStrictEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { fixture, readCells } from "./read_cells.ts";

const FILES = [
  "deflated.xlsx",
  "strings.xlsx",
  "everyday.xlsb",
  "everyday.xls",
  "everyday.ods",
  "quotes.csv",
  "zip64.xlsx",
];

Deno.test("openWorkbook() reads or refuses a file with any bytes changed or its end cut off, and never fails in another way", async () => {
  const folder = await Deno.makeTempDir();
  const damage = fc.record({
    name: fc.constantFrom(...FILES),
    changes: fc.array(fc.record({ place: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }), {
      maxLength: 3,
    }),
    kept: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  });
  try {
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, changes, kept }) => {
        const bytes = await Deno.readFile(fixture(name));
        for (const { place, byte } of changes) bytes[Math.floor(place * (bytes.length - 1))] = byte;
        const path = `${folder}/${name}`;
        await Deno.writeFile(path, bytes.subarray(0, Math.ceil(bytes.length * kept)));
        try {
          await readCells(await openWorkbook(path));
        } catch (error) {
          ok(error instanceof UserError && error.exitCode === 4, String(error instanceof Error ? error.stack : error));
        }
      }),
      { numRuns: 400, seed: 20190703 },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("openWorkbook() never reads a workbook with a missing end as a shorter one", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of FILES.filter((name) => !name.endsWith(".csv"))) {
      const bytes = await Deno.readFile(fixture(name));
      const whole = await readCells(await openWorkbook(fixture(name)));
      // Cut in the middle of a sector or record, and also at its edge.
      for (let length = 1; length < bytes.length; length += name.endsWith(".xls") ? 61 : 509) {
        const path = `${folder}/${name}`;
        await Deno.writeFile(path, bytes.subarray(0, length));
        const cells = await openWorkbook(path).then(readCells).catch((error) => error);
        if (!(cells instanceof UserError)) deepStrictEqual(cells, whole, `${name} cut to ${length} bytes`);
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
