import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { ColumnDescription } from "../../etl/describe/description.ts";
import { descriptionText } from "../../etl/describe/description_text.ts";
import { describeWorkbook } from "../../etl/describe/describe_workbook.ts";
import { table } from "../workbooks/xlsx_parts.ts";
import { described, describedText, inFolder, writeXlsx } from "./described.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../workbooks/${name}`, import.meta.url));

const kinds = (columns: readonly ColumnDescription[]) =>
  columns.map(({ kind, mostly }) => mostly === null ? kind : `mostly ${mostly}`);

/** The findings about a column of these values under this header, in a workbook. */
async function findings(header: string, ...values: Parameters<typeof table>[0][number]): Promise<string[]> {
  let said: string[] = [];
  await inFolder(async (folder) => {
    const rows = [["Name", header], ...values.map((value, at) => [`row ${at}`, value])] as const;
    const path = await writeXlsx(folder, "new.xlsx", {
      sheets: { New: table(rows) },
      formats: ["0.00%", "dd/mm/yyyy", "0000"],
    });
    const [sheet] = (await described(path)).description.sheets;
    said = sheet!.findings.map((finding) => `${finding.letters}: ${finding.text}`);
  });
  return said;
}

Deno.test("describeWorkbook() finds the start and end of a table among titles and notes, and its contract", async () => {
  const [sheet] = (await described(fixture("furniture.xlsx"))).description.sheets;
  strictEqual(sheet!.used, "A1:E9");
  const { range, headerRows, rows, notes, key, above, contract } = sheet!.table!;
  deepStrictEqual({ range, headerRows, rows, notes, key, above }, {
    range: "A4:E6",
    headerRows: [4],
    rows: 2,
    notes: { row: 8, rows: 2 },
    key: ["User ID"],
    above: ["CSR Forecast Variance, July 2019", "Classification: Amber"],
  });
  deepStrictEqual([contract!.extract, contract!.fit, contract!.goodRows, contract!.problems], [
    "csr_variance",
    "fits",
    2,
    [],
  ]);
});

Deno.test("describeWorkbook() describes each column by hand-counted figures", async () => {
  const [sheet] = (await described(fixture("furniture.xlsx"))).description.sheets;
  deepStrictEqual(sheet!.table!.columns[3], {
    letters: "D",
    header: "Forecast Volume",
    kind: "count",
    mostly: null,
    filled: 2,
    blank: 0,
    distinct: 2,
    isDistinctExact: true,
    range: ["1000", "2000"],
    examples: ["1000", "2000"],
  });
  deepStrictEqual(sheet!.table!.columns[0]!.range, ["2019-07", "2019-07"]);
  deepStrictEqual(sheet!.table!.columns[2]!.range, ["13", "14 characters"]);
});

Deno.test("describeWorkbook() joins a header of two rows", async () => {
  const [sheet] = (await described(fixture("two-row-header.xlsx"))).description.sheets;
  deepStrictEqual(sheet!.table!.headerRows, [1, 2]);
  deepStrictEqual(sheet!.table!.columns.map((column) => column.header), [
    "Reporting Month",
    "User ID",
    "User Name",
    "Volume Forecast",
    "Volume Actual",
  ]);
});

Deno.test("describeWorkbook() finds a two-row header that no contract knows, with repeated labels under banners", async () => {
  await inFolder(async (folder) => {
    const path = await writeXlsx(folder, "visits.xlsx", {
      sheets: {
        Visits: table([
          ["Visits by month"],
          [],
          [null, "North", null, "South", null],
          ["Month", "Planned", "Made", "Planned", "Made"],
          ["Jul-19", 5, 4, 3, 2],
          ["Aug-19", 6, 7, 8, 9],
        ]),
      },
    });
    const [sheet] = (await described(path)).description.sheets;
    deepStrictEqual(sheet!.table!.headerRows, [3, 4]);
    deepStrictEqual(sheet!.table!.columns.map((column) => column.header), [
      "Month",
      "North Planned",
      "North Made",
      "South Planned",
      "South Made",
    ]);
    deepStrictEqual(sheet!.table!.above, ["Visits by month"]);
    deepStrictEqual(sheet!.table!.key, ["Month"]);
  });
});

Deno.test("describeWorkbook() leaves a totals row out of the figures and lists the problems of a load", async () => {
  const [sheet] = (await described(fixture("totals-wrong.xlsx"))).description.sheets;
  deepStrictEqual(sheet!.table!.totalsRows, [4]);
  deepStrictEqual(sheet!.table!.columns[4]!.range, ["1100", "1900"]);
  deepStrictEqual(sheet!.table!.contract!.problems, [
    'Variance!E4 (Actual Volume) must be the sum of its rows, 3000: current value is "3001"',
  ]);
});

Deno.test("describeWorkbook() reports the start of another table and describes only the first", async () => {
  const [sheet] = (await described(fixture("two-tables.xlsx"))).description.sheets;
  strictEqual(sheet!.table!.rows, 2);
  ok(sheet!.findings.some(({ text }) => text === "another table seems to begin in row 6: it is not described"));
});

Deno.test("describeWorkbook() reports hidden sheets, rows and columns", async () => {
  const { sheets } = (await described(fixture("hidden.xlsx"))).description;
  deepStrictEqual(sheets.map(({ visibility, hiddenRows }) => [visibility, hiddenRows]), [
    ["visible", 2],
    ["hidden", 0],
    ["very hidden", 0],
  ]);
  const hidden = (texts: readonly { text: string }[]) =>
    texts.map(({ text }) => text).filter((text) => /hidden/.test(text));
  deepStrictEqual(hidden(sheets[0]!.findings), [
    "2 hidden rows, which a load reads like any other: 2 to 3",
    "1 hidden column, which a load reads like any other: B",
  ]);
  const [data] = (await described(fixture("hidden-data.xlsx"))).description.sheets;
  deepStrictEqual(data!.hiddenColumns, ["C", "E"]);
  deepStrictEqual(hidden(data!.findings), [
    "2 hidden rows, which a load reads like any other: 3 to 4",
    '2 hidden columns, which a load reads like any other: C "User Name", E "Actual Volume"',
  ]);
});

Deno.test("describeWorkbook() reports duplicate headers and columns without a header", async () => {
  const [sheet] = (await described(fixture("duplicate-headers.xlsx"))).description.sheets;
  ok(sheet!.findings.some(({ text }) => text === 'the header "Actual Volume" appears over E, G'));
  const { description } = await describedText("Name,,Age\nPrince,x,57\nBowie,y,69\n");
  ok(description.sheets[0]!.findings.some(({ text }) => text === "column B has no header"));
});

Deno.test("describeWorkbook() infers each kind from all cells, and from the header when digits are ambiguous", async () => {
  const { description } = await describedText([
    "Month,Quarter,Period,Started,Volume,Share %,Done,Variant,Ref,Ratio,Name,Nothing",
    'Jul-19,2019 Q2,Jul-19,31/07/2019,"1,234",12.5%,Yes,4.10,0012,0.5,Ann,',
    "August 2019,Apr-Jun 2019,2019 Q2,2019-08-01,7,3%,No,4.1,0013,-2,Bob,",
  ].join("\n"));
  deepStrictEqual(kinds(description.sheets[0]!.table!.columns), [
    ...["month", "quarter", "period", "date", "count", "percent", "yes_no", "text", "text", "number", "text", "empty"],
  ]);
});

Deno.test("describeWorkbook() reports the cells of a mixed column that are not of its kind", async () => {
  deepStrictEqual(await findings("Volume", 1, 2, "about 3", 4), [
    "B: mostly whole numbers, but for 1 of 4 cells, B4: holds 3 whole numbers (first B2), 1 text (B4)",
  ]);
});

Deno.test("describeWorkbook() proves dd/mm, mm/dd, neither, or that they are mixed", async () => {
  match((await findings("Day", "03/04/2019", "31/12/2019"))[0]!, /dd\/mm is proved by 1 cell, B3$/);
  match((await findings("Day", "03/04/2019", "12/31/2019"))[0]!, /not dates|mm\/dd/);
  ok(
    (await findings("Day", "04/13/2019", "12/31/2019")).some((text) =>
      /mm\/dd is proved by 2 cells, first B2/.test(text)
    ),
  );
  match(
    (await findings("Day", "03/04/2019"))[0]!,
    /the cells do not show whether dd\/mm or mm\/dd; extracts are read as dd\/mm$/,
  );
  ok(
    (await findings("Day", "31/12/2019", "12/31/2019")).some((text) =>
      /are mixed, .*\(B2\) and 1 second \(B3\)$/.test(text)
    ),
  );
});

Deno.test("describeWorkbook() reports numbers as text, errors, missing markers, fractions and odd spaces", async () => {
  deepStrictEqual(await findings("Volume", 1, "1,234"), ["B: 1 number stored as text, B3"]);
  ok((await findings("Volume", 1, "n/a")).includes("B: 1 missing marker such as n/a or -, which is not a blank, B3"));
  deepStrictEqual(await findings("Share %", [1, 0.5], 50), [
    "B: 1 cell in a percent format (B2) and 1 plain (B3): the former hold fractions, the latter points",
  ]);
  ok((await findings("Share %", 0.5, 50)).includes("B: 1 fraction without a percent format under a % header, B2"));
  deepStrictEqual(await findings("Region", "North ", "North\u00a0", "north"), [
    "B: 2 cells with spaces at the ends, first B2",
    "B: 1 cell with non-breaking spaces or invisible characters, B3",
    "B: 1 spelling differs from another only in case or spaces, B4",
  ]);
  deepStrictEqual(await findings("Code", [3, 12], "0013"), [
    "B: 1 whole number under a header of codes: zeros at the front and the end are lost, B2",
    "B: 1 cell with leading zeros that only the format adds: the code is not in the cell, B2",
  ]);
  deepStrictEqual(await findings("Start Date", 43647), [
    "B: whole numbers that look like days without a date format: 43647 is 1 July 2019",
  ]);
});

Deno.test("describeWorkbook() reports error cells and formulas without a stored result", async () => {
  await inFolder(async (folder) => {
    const data = table([["Name", "Sum"], ["Ann", 1]]) +
      '<row r="3"><c r="A3" t="inlineStr"><is><t>Bob</t></is></c><c r="B3"><f>1+1</f></c></row>' +
      '<row r="4"><c r="A4" t="inlineStr"><is><t>Cy</t></is></c><c r="B4" t="e"><v>#DIV/0!</v></c></row>';
    const path = await writeXlsx(folder, "new.xlsx", { sheets: { New: data } });
    const [sheet] = (await described(path)).description.sheets;
    const said = sheet!.findings.map(({ text }) => text);
    ok(said.includes("1 error such as #N/A, B4"));
    ok(said.includes("1 uncalculated formula: open and save it in a spreadsheet program, B3"));
  });
});

Deno.test("describeWorkbook() reports rows that repeat a contract's key, or a whole row when no contract fits", async () => {
  const header = "Reporting Month,User ID,User Name,Forecast Volume,Actual Volume\n";
  const known = await describedText(`${header}2019-07,A,x,1,2\n2019-07,B,x,1,2\nJul-19,A,y,3,4\n`);
  ok(
    known.description.sheets[0]!.findings.some(({ text }) =>
      text === "1 row repeats the key of an earlier row: rows 2 and 4"
    ),
  );
  const unknown = await describedText("Name,Age\nAnn,5\nBob,6\nAnn,5\n");
  ok(
    unknown.description.sheets[0]!.findings.some(({ text }) =>
      text === "1 row repeats an earlier row in every cell: rows 2 and 4"
    ),
  );
});

Deno.test("describeWorkbook() lists the missing columns of a near miss, and their likely headers", async () => {
  const { description } = await describedText(
    "Reporting Month,User ID,User Name,Forecast Volume,Actaul Volume,Extra\n2019-07,A,x,1.5,2,z\n",
  );
  const { extract, fit, matched, columns, differences } = description.sheets[0]!.table!.contract!;
  deepStrictEqual([extract, fit, matched, columns], ["csr_variance", "near", 4, 5]);
  deepStrictEqual(differences, [
    'lacks "Actual Volume", a whole number of requests: rename E1 "Actaul Volume", if that is the column',
    'has columns it does not know: F1 "Extra"',
    'D1 "Forecast Volume" must be a whole number of requests: 1 of 1 cells are not, first D2',
  ]);
});

Deno.test("describeWorkbook() shows shapes instead of values unless asked, in every part of the description", async () => {
  const text =
    "Secretville figures\n\nName,Spend,Day\nZebedee,31415,17/03/2019\nYolanda,9,18/03/2019\nYolanda,9,18/03/2019\n";
  const { description } = await describedText(text, false);
  const told = JSON.stringify(description) + descriptionText(description);
  for (const secret of ["Secretville", "Zebedee", "Yolanda", "31415", "17/03", "2019-03-17"]) {
    ok(!told.includes(secret), secret);
  }
  ok(told.includes("99999") && told.includes("xxxxxxx"));
  const shown = descriptionText((await describedText(text)).description);
  for (const value of ["Secretville", "Zebedee", "31415", "2019-03-17"]) ok(shown.includes(value), value);
});

Deno.test("describeWorkbook() shows the beginning of a sheet without a table", async () => {
  const { description } = await describedText("A cover\n\nAll about it\n");
  deepStrictEqual([description.sheets[0]!.table, description.sheets[0]!.preview], [null, [
    "A1 A cover",
    "A3 All about it",
  ]]);
});

Deno.test("describeWorkbook() counts distinct values exactly up to 10,000, and marks a larger count", async () => {
  const text = (rows: number) =>
    `Name,Age\n${Array.from({ length: rows }, (_, at) => `n${at},${at % 90}`).join("\n")}\n`;
  const [few, many] = await Promise.all(
    [9_999, 10_500].map(async (rows) => (await describedText(text(rows))).description.sheets[0]!.table!.columns[0]!),
  );
  deepStrictEqual([few!.distinct, few!.isDistinctExact], [9_999, true]);
  deepStrictEqual([many!.distinct, many!.isDistinctExact], [10_000, false]);
});

Deno.test("describeWorkbook() describes one sheet by name, and lists the sheets for an unknown name", async () => {
  const one = await describeWorkbook(fixture("year-tabs.xlsx"), { extracts: [], sheet: "2019", showValues: true });
  deepStrictEqual(one.description.sheets.map(({ name, table }) => [name, table!.rows]), [["2019", 2]]);
  await rejects(
    () => describeWorkbook(fixture("year-tabs.xlsx"), { extracts: [], sheet: "2020", showValues: true }),
    { exitCode: 2, message: /it has "2018", "2019", "Notes"$/ },
  );
});

Deno.test("describeWorkbook() describes or rejects every fixture, and never says nothing", async () => {
  for await (const { name } of Deno.readDir(fixture(""))) {
    if (!/\.(xlsx|xlsm|xlsb|xls|ods|csv|tsv)$/.test(name) || /million|bomb|deep/.test(name)) continue;
    try {
      match(descriptionText((await described(fixture(name))).description), /^[^\n]+: \w+, \d+ sheets?/);
    } catch (error) {
      strictEqual((error as { exitCode?: number }).exitCode, 4, `${name}: ${error}`);
    }
  }
});

/** Describes the columns of a table: header, kind and key. A workbook and a CSV file must agree. */
async function inBothFormats(
  rows: readonly (readonly (string | number | null)[])[],
  check: (sheet: Awaited<ReturnType<typeof described>>["description"]["sheets"][number]) => void,
): Promise<void> {
  await inFolder(async (folder) => {
    const path = await writeXlsx(folder, "new.xlsx", { sheets: { new: table(rows) } });
    check((await described(path)).description.sheets[0]!);
  });
  const quoted = (value: string | number | null) =>
    typeof value === "string" ? `"${value.replaceAll('"', '""')}"` : String(value ?? "");
  const text = rows.map((row) => `${row.map(quoted).join(",")}\n`).join("");
  check((await describedText(text)).description.sheets[0]!);
}

Deno.test("describeWorkbook() reads numbers of something as counts, not keys", async () => {
  const rows = [
    ["Region", "Number of requests", "No. of Users", "Total number of days", "# of calls", "Meter number"],
    ["North", 1200, 6, 3, 7, 101],
    ["South", 900, 5, 2, 8, 102],
  ];
  await inBothFormats(rows, ({ table, findings }) => {
    deepStrictEqual(kinds(table!.columns).slice(0, 5), ["text", "count", "count", "count", "count"]);
    deepStrictEqual(table!.key, ["Meter number"]);
    deepStrictEqual(findings.filter(({ letters }) => letters !== null && letters < "F"), []);
  });
  await inBothFormats(rows.map((row) => row.slice(0, 5)), ({ table }) => deepStrictEqual(table!.key, ["Region"]));
});

Deno.test("describeWorkbook() finds the header of a table of texts when one of its cells is blank", async () => {
  const rows = [
    ["Code", "Region", "Name", null],
    ["RF4", "London", "Sample Trust", "East"],
    ["RA2", "Surrey", "Example Trust", "West"],
    ["RGN", "Essex", "Specimen Trust", "East"],
  ];
  await inBothFormats(rows, ({ table }) => {
    deepStrictEqual(table!.headerRows, [1]);
    strictEqual(table!.rows, 3);
    deepStrictEqual(table!.columns.map(({ header }) => header), ["Code", "Region", "Name", ""]);
  });
});

Deno.test("describeWorkbook() reads Yes and No over numbers as headers", async () => {
  await inBothFormats([
    ["Answers, by Region", null, null],
    ["Region", "Yes", "No"],
    ["North", 40, 2],
    ["Central", 31, 0],
  ], ({ table }) => {
    deepStrictEqual(table!.headerRows, [2]);
    deepStrictEqual(kinds(table!.columns), ["text", "count", "count"]);
    deepStrictEqual(table!.key, ["Region"]);
  });
});

Deno.test("describeWorkbook() reports the typing error in a CSV column of numbers or dates", async () => {
  const lines = Array.from({ length: 20 }, (_, at) => `R${at},${100 + at},${at + 1}.5,${at % 28 + 1}/07/2019,Z${at}`);
  lines[4] = "R4,10O,5,5,31/O7/2019,Z4".replace(",5,5,", ",5.S,");
  const [sheet] = (await describedText(`Ref,Volume,Hours,Sent,Zone\n${lines.join("\n")}\n`)).description.sheets;
  deepStrictEqual(kinds(sheet!.table!.columns), ["text", "mostly count", "mostly number", "mostly date", "text"]);
  deepStrictEqual(sheet!.findings.filter(({ letters }) => letters === "B").map(({ text }) => text), [
    "mostly whole numbers, but for 1 of 20 cells, B6: holds 19 numbers stored as text (first B2), 1 text (B6)",
  ]);
});

Deno.test("describeWorkbook() keeps codes that look like numbers as text", async () => {
  const lines = Array.from({ length: 20 }, (_, at) => `${at === 4 ? "4A" : 100 + at},0${at},${at % 2 ? "A" : 7}`);
  const [sheet] = (await describedText(`Code,Zone,Kind\n${lines.join("\n")}\n`)).description.sheets;
  deepStrictEqual(kinds(sheet!.table!.columns), ["text", "text", "text"]);
});

Deno.test("describeWorkbook() distinguishes headers that differ only in a sign", async () => {
  await inBothFormats([
    ["Region", "< 4 hours", "> 4 hours", "Change", "Change %"],
    ["North", 10, 2, 1, 5],
    ["South", 20, 3, 2, 7],
  ], ({ table, findings }) => {
    deepStrictEqual(table!.columns.map(({ header }) => header), [
      "Region",
      "< 4 hours",
      "> 4 hours",
      "Change",
      "Change %",
    ]);
    deepStrictEqual(findings, []);
  });
});

Deno.test("describeWorkbook() distinguishes group labels from notes and data", async () => {
  await inBothFormats([
    ["Measure", "Target", "Achieved", "Provider"],
    ["CSP North", null, null, null],
    ["PM1", 99, 98, "a"],
    ["PM2", 97, 96, "a"],
    [null, null, null, null],
    ["CSP South", null, null, null],
    ["PM1", 99, 99, "b"],
    ["PM2", 97, 95, "b"],
    ["Notes", null, null, null],
    ["All figures are made up", null, null, null],
  ], ({ table, findings }) => {
    deepStrictEqual([table!.rows, table!.lastRow, table!.groupRows, table!.notes], [4, 8, [2, 6], { row: 9, rows: 2 }]);
    ok(findings.some(({ text }) => text.startsWith("2 rows with a group's label alone, first row 2: a load takes")));
  });
});

Deno.test("describeWorkbook() finds totals with labels in any column, or labels that name their parts", async () => {
  await inBothFormats([
    ["Ref", "User", "Sent", "Note"],
    ["R1", "Alpha", 10, "x"],
    ["R2", "Total Energy", 20, "y"],
    [null, "Total", 30, null],
    [null, null, 30, "Grand total:"],
    [null, "All Users total", 30, null],
    ["Total for both", null, 30, null],
  ], ({ table }) => {
    deepStrictEqual([table!.rows, table!.totalsRows], [2, [4, 5, 6, 7]]);
    deepStrictEqual(table!.columns[2]!.range, ["10", "20"]);
  });
});

Deno.test("describeWorkbook() reports a format that hides the day of a date and time", async () => {
  await inFolder(async (folder) => {
    const path = await writeXlsx(folder, "new.xlsx", {
      sheets: {
        New: table([["Ref", "Sent", "Took"], ["a", [1, 43647.5], [2, 1.5]], ["b", [2, 43648.25], [2, 30.25]]]),
      },
      formats: ["hh:mm", "[h]:mm"],
    });
    const [sheet] = (await described(path)).description.sheets;
    deepStrictEqual(
      sheet!.findings.filter(({ text }) => text.includes("day")).map(({ letters, text }) => `${letters}: ${text}`),
      ["B: 2 cells with a day and a time, but a format that shows only the time: format them as dates, first B2"],
    );
  });
});

Deno.test("describeWorkbook() reports percentages below 0 and above 100, formatted or as text", async () => {
  await inFolder(async (folder) => {
    const path = await writeXlsx(folder, "new.xlsx", {
      sheets: { New: table([["Region", "Change"], ["North", [1, 0.05]], ["South", [1, -0.035]], ["West", [1, 1.2]]]) },
      formats: ["0.0%"],
    });
    const [sheet] = (await described(path)).description.sheets;
    const [text] = (await describedText("Region,Change\nNorth,5%\nSouth,-3.5%\nWest,120%\n")).description.sheets;
    for (const one of [sheet!, text!]) {
      deepStrictEqual(kinds(one.table!.columns), ["text", "percent"]);
      deepStrictEqual(one.findings.map(({ letters, text }) => `${letters}: ${text}`).slice(0, 1), [
        "B: 2 percentages below 0 or above 100, which no contract takes, first B3",
      ]);
    }
  });
});
