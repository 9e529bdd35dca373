import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { type CellObject, utils, write } from "@e965/xlsx";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { formatProblem } from "../../etl/contract/format_problem.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import { day } from "./hand_made_workbook.ts";

const date = (serial: number): CellObject => ({ t: "n", v: serial, z: "dd/mm/yyyy" });
const percent = (fraction: number): CellObject => ({ t: "n", v: fraction, z: "0.00%" });
const PM_HEADER = [
  ...["Reporting Month", "Measure", "Measure Name", "Provider", "Region", "Within Target", "Total"],
  ...["Achieved %", "Target Service Level %", "Minimum Service Level %"],
];
const measure = (region: string, code: string, within: CellObject | string | number) => [
  ...[date(43_647), code, "On time", "CSP", region, within, 1000, percent(0.966), percent(0.99), 96],
];

// The same tables, as a spreadsheet program saves them in each format. Rows, values and problems must be the same.
const TABLES: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  variance: [
    ["SR Forecast Variance, July 2019"],
    [],
    [
      ...["Reporting\u00a0Month", "User ID ", "User\nName", "User Role", "Service Reference Variant"],
      ...["Forecast Volume", "Actual Volume", "Checked"],
    ],
    [date(43_647), "90b3d51f30010000", "Alpha\u200b Energy", "is", "0012", "1,200", 1320, "x"],
    [date(43_647), "90-B3-D5-1F-30-02-00-00", 'Bravo "Gas", Ltd', null, "4.10", null, 77],
    ["01/07/2019", "90:B3:D5:1F:30:03:00:00", "Café £", null, "1E5", 0, "12"],
    [],
    ["Total", null, null, null, null, 1200, 1409],
    [],
    ["1. Volumes are requests sent"],
  ],
  mistakes: [
    PM_HEADER,
    measure("North", "PM3.2", 966),
    measure("Nroth", "PM3.2", "n/a"),
    measure("South", "PM3.3", 1.5),
    measure("Central", "PM3.3", -3),
  ],
};

const VARIANCE = [
  [day("2019-07-01"), "90-B3-D5-1F-30-01-00-00", "Alpha Energy", "IS", "0012", 1200, 1320],
  [day("2019-07-01"), "90-B3-D5-1F-30-02-00-00", 'Bravo "Gas", Ltd', null, "4.10", null, 77],
  [day("2019-07-01"), "90-B3-D5-1F-30-03-00-00", "Café £", null, "1E5", 0, 12],
];
const RIGHT = [[day("2019-07-01"), "PM3.2", "On time", "CSP", "North", 966, 1000, 96.6, 99, 96]];
const WHOLE = "must be a whole number of events";
const MISTAKES = [
  'E3 (Region) must be one of National, North, Central, South: current value is "Nroth"; did you mean "North"',
  `F3 (Within Target) ${WHOLE}: current value is "n/a"`,
  `F4 (Within Target) ${WHOLE}: current value is "1.5"`,
  `F5 (Within Target) ${WHOLE}: current value is "-3"`,
];

/** Each format by file extension, with SheetJS's name. Tab-separated text is written here, because SheetJS uses UTF-16. */
const FORMATS = { xlsx: "xlsx", xlsm: "xlsm", xlsb: "xlsb", xls: "biff8", ods: "ods", csv: "csv", tsv: null } as const;

for (const [ending, bookType] of Object.entries(FORMATS)) {
  Deno.test(`readExtract() reads the same rows and the same mistakes from .${ending} as from any other format`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      const read = async (name: string) => {
        const sheet = utils.aoa_to_sheet(TABLES[name] as unknown[][]);
        const fileName = `${name}.${ending}`;
        const path = join(folder, fileName);
        await Deno.writeFile(
          path,
          bookType === null
            ? new TextEncoder().encode(utils.sheet_to_csv(sheet, { FS: "\t" }))
            : new Uint8Array(write({ SheetNames: [name], Sheets: { [name]: sheet } }, { bookType, type: "array" })),
        );
        const reading = await readExtract(await openWorkbook(path), { extracts: await allExtracts(), fileName });
        const batches = await Array.fromAsync(reading.batches());
        const start = `Cannot load "${fileName}" because ${name}!`;
        return {
          rows: batches.flatMap((batch) => batch.sourceRow.map((_, at) => batch.values.map((column) => column[at]))),
          problems: reading.problems.map((problem) =>
            formatProblem(fileName, problem, { showValues: true }).replace(start, "")
          ),
        };
      };
      deepStrictEqual(await read("variance"), { rows: VARIANCE, problems: [] });
      deepStrictEqual(await read("mistakes"), { rows: RIGHT, problems: MISTAKES });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
