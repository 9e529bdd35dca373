import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { formatProblem } from "../../etl/contract/format_problem.ts";
import { readExtract } from "../../etl/contract/read_extract.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";

const A = "90-B3-D5-1F-30-01-00-00";
const B = "90-B3-D5-1F-30-02-00-00";
const HEADER = "Reporting Month,User ID,User Name,Forecast Volume,Actual Volume";

/** Reads a CSV variance extract. Returns user, forecast and actual of each good row, the problems and the notes. */
async function read(text: string, fileName = "csr.csv") {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await Deno.writeTextFile(join(folder, fileName), text);
    const reading = await readExtract(await openWorkbook(join(folder, fileName)), {
      extracts: await allExtracts(),
      fileName,
    });
    const batches = await Array.fromAsync(reading.batches());
    const start = `Cannot load "${fileName}" because csr`;
    return {
      rows: batches.flatMap(({ values, sourceRow }) =>
        sourceRow.map((_, at) => [values[1]![at], values[3]![at], values[4]![at]])
      ),
      problems: reading.problems.map((problem) =>
        formatProblem(fileName, problem, { showValues: true }).replace(start, "")
      ),
      notes: reading.notes,
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("readExtract() rejects a line with more values than its header, because an unquoted 1,200 shifts them", async () => {
  const { rows, problems } = await read(`${HEADER}\nJul-19,${A},Alpha,1,200,1,320\nJul-19,${B},Beta,"1,200","1,320"\n`);
  deepStrictEqual(rows, [[B, 1200, 1320]]);
  deepStrictEqual(problems, [
    "!F2 must not stand beyond the 5 values of the header's line, because those before it may have shifted: " +
    'current value is "1"; put a value that holds the delimiter, such as 1,234, in quotes, or give its column a header',
  ]);
});

Deno.test("readExtract() also reports the other mistakes of a shifted line", async () => {
  const { problems } = await read(`${HEADER}\nJul-19,${A},Alpha, plc,100,110\n`);
  deepStrictEqual(problems.map((problem) => problem.slice(0, 4)), ["!F2 ", "!D2 "]);
});

Deno.test("readExtract() reads lines with extra delimiters and no values between them", async () => {
  const { rows, problems } = await read(`CSR variance\n${HEADER}\nJul-19,${A},Alpha,100,110,,\n,,,,,,\n`);
  deepStrictEqual([rows, problems], [[[A, 100, 110]], []]);
});

Deno.test("readExtract() ignores values without a header when the header's line has an empty place for them", async () => {
  const { rows, problems, notes } = await read(`${HEADER},,\nJul-19,${A},Alpha,100,110,,checked\n`);
  deepStrictEqual([rows, problems], [[[A, 100, 110]], []]);
  deepStrictEqual(notes, ['Ignored 1 filled cells of "csr" in columns without a header: G']);
});

Deno.test("readExtract() reads whole numbers as programs write them into text", async () => {
  const { rows } = await read(`${HEADER}\nJul-19,${A},Alpha,100.0,110.00\nJul-19,${B},Beta,," 1,200.00 "\n`);
  deepStrictEqual(rows, [[A, 100, 110], [B, null, 1200]]);
});

Deno.test("readExtract() rejects a code that a spreadsheet program has rounded to a number", async () => {
  const { rows, problems } = await read(
    `${HEADER}\nJul-19,9.01235E+15,Alpha,100,110\nJul-19,${B},1E5,,1\nJul-19,1E+12,Gamma,,1\n`,
  );
  deepStrictEqual(rows, [[B, null, 1]]);
  deepStrictEqual(problems.map((problem) => problem.slice(0, 108)), [
    "!B2 (User ID) must be the code as it was typed, but a spreadsheet program has rounded it to a number: curren",
    "!B4 (User ID) must be the code as it was typed, but a spreadsheet program has rounded it to a number: curren",
  ]);
});

Deno.test("readExtract() reads a code written as a formula, so that Excel leaves it alone, as the code", async () => {
  const { rows } = await read(`${HEADER}\nJul-19,"=""${A}""",Alpha,100,110\n`);
  deepStrictEqual(rows, [[A, 100, 110]]);
  const register = await read(
    "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
      '5,2019-07,,"=""0012""",,1E5\n6,2019-07,,"=""say """"x""""""",,\n',
  );
  deepStrictEqual(register.rows.map((row) => row[1]), ["0012", 'say "x"']);
});
