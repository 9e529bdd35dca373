import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { dateCell, day, percentCell, read, type Rows, sheet, userId } from "./hand_made_workbook.ts";

const CSR_HEADER = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
const SR_HEADER = [...CSR_HEADER.slice(0, 3), "User Role", "Service Reference Variant", ...CSR_HEADER.slice(3)];
const ALPHA = ["July 2019", "90-B3-D5-1F-30-00-00-01", "Alpha Energy", 1200, 1320];
const BRAVO = ["July 2019", "90-B3-D5-1F-30-00-00-02", "Bravo Gas", null, 77];
const CSR: Rows = [CSR_HEADER, ALPHA, BRAVO];

const JULY = day("2019-07-01");
const ALPHA_VALUES = {
  reporting_month: JULY,
  user_id: "90-B3-D5-1F-30-00-00-01",
  user_name: "Alpha Energy",
  forecast_volume: 1200,
  actual_volume: 1320,
};
const BRAVO_VALUES = {
  reporting_month: JULY,
  user_id: "90-B3-D5-1F-30-00-00-02",
  user_name: "Bravo Gas",
  forecast_volume: null,
  actual_volume: 77,
};

const FURNITURE: Rows = [
  ["CSR Variance Report"],
  ["Classification: AMBER", null, null, "as at", dateCell("2019-08-14")],
  [],
  [],
];

/** Both rows were read, and nothing else. */
async function readsBoth(rows: Rows, fileName?: string) {
  const outcome = await read([sheet("Variance", rows)], fileName);
  deepStrictEqual(outcome.problems, []);
  deepStrictEqual(outcome.rows.map((row) => row.values), [ALPHA_VALUES, BRAVO_VALUES]);
  return outcome;
}

Deno.test("readExtract() reads a table with its periods and source rows", async () => {
  const outcome = await readsBoth(CSR);
  deepStrictEqual(outcome.recognised, { Variance: "csr_variance" });
  deepStrictEqual(outcome.rows.map(({ row, period }) => [row, period]), [[2, JULY], [3, JULY]]);
  deepStrictEqual(outcome.batches[0]!.sheet.columns[4], {
    name: "actual_volume",
    index: 4,
    letters: "E",
    header: "Actual Volume",
  });
  deepStrictEqual(outcome.notes, []);
});

Deno.test("readExtract() finds the header below titles and keeps the lines above it as title lines", async () => {
  const outcome = await readsBoth([...FURNITURE, ...CSR]);
  const [recognised] = outcome.batches.map((batch) => batch.sheet);
  strictEqual(recognised!.headerRow, 5);
  deepStrictEqual(recognised!.titleLines, ["CSR Variance Report", "Classification: AMBER", "as at", "2019-08-14"]);
});

Deno.test("readExtract() finds a header in row 40 but not below the first fifty rows", async () => {
  await readsBoth([...Array.from({ length: 39 }, (_, index) => [`Line ${index}`]), ...CSR]);
  const late = await read([
    sheet("Variance", [...Array.from({ length: 50 }, (_, index) => [`Line ${index}`]), ...CSR]),
  ]);
  match(late.problems.join("\n"), /^it must have a visible sheet with the header row of a known extract/);
});

Deno.test("readExtract() reads headers without case, spaces, line breaks, punctuation or invisible characters", async () => {
  await readsBoth([
    ["REPORTING\nMONTH", "user\u00a0id:", " User  Name ", "Forecast\u200b Volume [note 1]", "Actual_Volume*"],
    ALPHA,
    BRAVO,
  ]);
});

Deno.test("readExtract() reads other accepted spellings of headers", async () => {
  await readsBoth([["Month", "Subscriber ID", "Authorised Subscriber", "Forecast", "CSRs Sent"], ALPHA, BRAVO]);
});

Deno.test("readExtract() reads headers followed by their unit or a note's mark", async () => {
  await readsBoth([
    ["Month [r]", "User ID²", "User Name (1)", "Forecast (requests)", "Actual Volume - requests"],
    ALPHA,
    BRAVO,
  ]);
});

Deno.test("readExtract() distinguishes headers that differ only in brackets", async () => {
  const { problems } = await read([
    sheet("Variance", [
      ["Month", "User ID", "User Name", "Forecast Volume (revised)", "Actual Volume (cumulative)"],
      ALPHA,
    ]),
  ]);
  deepStrictEqual(problems.map((problem) => problem.slice(0, 40)), [
    'Variance must have the column "Forecast ',
    'Variance must have the column "Actual Vo',
  ]);
});

Deno.test("readExtract() reads columns in any order and ignores extra ones with a note", async () => {
  const order = [4, 1, 3, 0, 2];
  const reorder = (row: Rows[number], extra: string) => [...order.map((index) => row[index]!), extra];
  const outcome = await readsBoth([reorder(CSR_HEADER, "__proto__"), reorder(ALPHA, "x"), reorder(BRAVO, "y")]);
  deepStrictEqual(outcome.notes, ['Ignored columns of "Variance" that csr_variance does not have: "__proto__"']);
});

Deno.test("readExtract() reads a two-row header with banners over merged cells", async () => {
  const outcome = await readsBoth([
    ["CSR Variance"],
    ["Reporting Month", "User", null, "Volume", null],
    [null, "ID", "Name", "Forecast", "Actual"],
    ALPHA,
    BRAVO,
  ]);
  strictEqual(outcome.batches[0]!.sheet.headerRow, 3);
  deepStrictEqual(outcome.batches[0]!.sheet.titleLines, ["CSR Variance"]);
});

Deno.test("readExtract() reads a header of three rows, with its words spread over them or in banners", async () => {
  for (
    const header of [
      [["Reporting", "User", null, "Volume", null], [null, "details", null, "(requests)", null], [
        "Month",
        "User ID",
        "Name",
        "Forecast",
        "Actual",
      ]],
      [["Reporting", "User", "User", "Forecast", "Actual"], [null, null, null, "Volume", "Volume"], [
        "Month",
        "ID",
        "Name",
        null,
        null,
      ]],
      [["Reporting Month", "About the User", null, "Figures", null], [null, "User", null, "Volume", null], [
        null,
        "ID",
        "Name",
        "Forecast",
        "Actual",
      ]],
    ]
  ) {
    const outcome = await readsBoth([["CSR Variance"], ...header, ALPHA, BRAVO]);
    strictEqual(outcome.batches[0]!.sheet.headerRow, 4);
    deepStrictEqual(outcome.batches[0]!.sheet.titleLines, ["CSR Variance"]);
  }
});

Deno.test("readExtract() counts cells in columns without a header", async () => {
  const outcome = await readsBoth([CSR_HEADER, [...ALPHA, null, "checked"], [...BRAVO, "x", "checked"]]);
  deepStrictEqual(outcome.notes, ['Ignored 3 filled cells of "Variance" in columns without a header: F, G']);
});

Deno.test("readExtract() keeps hidden rows and columns as data, and says so", async () => {
  const rows = [CSR_HEADER, ALPHA, BRAVO].map((cells, index) => ({
    number: index + 1,
    cells: cells.map((value) =>
      value === null
        ? undefined
        : typeof value === "number"
        ? { kind: "number", value, format: "General" } as const
        : { kind: "text", text: value } as const
    ),
    hidden: index === 1,
  }));
  const hidden = {
    ...sheet("Variance", []),
    async *rows() {
      yield await Promise.resolve(rows);
    },
    hiddenColumns: () => Promise.resolve([{ first: 2, last: 2 }, { first: 4, last: 16_383 }]),
  };
  const outcome = await read([hidden]);
  deepStrictEqual(outcome.rows.map((row) => row.values), [ALPHA_VALUES, BRAVO_VALUES]);
  deepStrictEqual(outcome.notes, [
    'Read hidden columns of "Variance" like any other: C "User Name", E "Actual Volume"',
    'Read hidden rows of "Variance" like any other: 2',
  ]);
});

Deno.test("readExtract() takes the most specific contract when headers of one are among another's", async () => {
  const outcome = await read([
    sheet("Metrics", [SR_HEADER, ["Jul-19", "90-B3-D5-1F-30-00-00-01", "Alpha Energy", "is", "4.10", 10, 12]]),
  ], "csr-2019-07.xlsx");
  deepStrictEqual(outcome.recognised, { Metrics: "sr_variance" });
  deepStrictEqual(outcome.rows[0]!.values, {
    reporting_month: JULY,
    user_id: "90-B3-D5-1F-30-00-00-01",
    user_name: "Alpha Energy",
    user_role: "IS",
    service_reference_variant: "4.10",
    forecast_volume: 10,
    actual_volume: 12,
  });
});

const SR_WITHOUT_ROLE = SR_HEADER.filter((header) => header !== "User Role");
const SR_MISSPELT = SR_HEADER.map((header) => header === "User Role" ? "User Rloe" : header);

for (const header of [SR_WITHOUT_ROLE, SR_MISSPELT]) {
  Deno.test(`readExtract() rejects to read an SR sheet as CSR when its header is ${header.join(", ")}`, async () => {
    const outcome = await read([sheet("Data", [header, header.map(() => "x")])], "july.xlsx");
    deepStrictEqual(outcome.rows, []);
    strictEqual(
      outcome.problems[0],
      "Data must fit one extract, but its header in row 1 fits csr_variance, and has more columns of sr_variance, which lacks " +
        '"User Role": add what sr_variance lacks, or say which extract it is in the file\'s name or a title line',
    );
  });
}

Deno.test("readExtract() reads a CSR sheet with a helper column of the SR contract when its title says CSR", async () => {
  const header = [...CSR_HEADER, "User Role"];
  const rows = [header, [...ALPHA, "IS"], [...BRAVO, "ES"]];
  await readsBoth(rows, "csr-2019-07.xlsx");
  await readsBoth([["Certificate Signing Requests"], ...rows]);
  const untold = await read([sheet("Variance", rows)]);
  match(untold.problems[0]!, /fits csr_variance, and has more columns of sr_variance/);
});

Deno.test("readExtract() rejects a sheet that two contracts fit, and names both", async () => {
  const header = [
    "Reporting Month",
    "Device ID",
    "Region",
    "Exception Reason",
    "Raised Date",
    "Installing Party",
    "Expected Variant",
    "Installed Variant",
    "Installed Date",
  ];
  const outcome = await read([sheet("Hubs", [header, header.map(() => "x")])], "ch-exceptions.xlsx");
  deepStrictEqual(outcome.rows, []);
  deepStrictEqual(outcome.problems, [
    "Hubs must fit one extract, but its header in row 1 fits both ch_exceptions and ch_installations: keep the columns of one of " +
    "them in the sheet",
  ]);
});

Deno.test("readExtract() asks for one sheet per table when two tables are side by side", async () => {
  const returns = [
    "Device ID",
    "Region",
    "Returned Date",
    "Closed Date",
    "Return Reason",
    "Return Stage",
    "Attribution",
  ];
  const { rows, problems } = await read([
    sheet("Both", [[...CSR_HEADER, null, ...returns], [...ALPHA, null, "90-B3-D5-1F-30-02-00-01"]]),
  ]);
  deepStrictEqual(rows, []);
  deepStrictEqual(problems, [
    "Both must fit one extract, but its header in row 1 fits both ch_returns and csr_variance: put each of the tables that " +
    "stand side by side on a sheet of its own",
  ]);
});

Deno.test("readExtract() lists only the repeated headers of a table that appears twice side by side", async () => {
  const { problems, notes } = await read([
    sheet("Twice", [[...CSR_HEADER, null, ...CSR_HEADER], [...ALPHA, null, ...BRAVO]]),
  ]);
  strictEqual(problems.length, 5);
  deepStrictEqual(notes, []);
});

Deno.test("readExtract() reports a missing header and the nearest one", async () => {
  const header = ["Reporting Month", "Device ID", "Regoin", "Exception Reason", "Raised Date"];
  const outcome = await read([sheet("Exceptions", [["CH exceptions"], [], header, header.map(() => "x")])]);
  deepStrictEqual(outcome.problems, [
    'Exceptions must have the column "Region" of ch_exceptions, the extract its header in row 3 comes nearest to: ' +
    'rename C3 "Regoin" to "Region"',
  ]);
});

Deno.test("readExtract() reports a missing header without a near one", async () => {
  const outcome = await read([
    sheet("Variance", [CSR_HEADER.slice(0, 4), ["July 2019", "90-B3-D5-1F-30-00-00-01", "Alpha", 5]]),
  ]);
  deepStrictEqual(outcome.problems, [
    'Variance must have the column "Actual Volume" of csr_variance, the extract its header in row 1 comes nearest to',
  ]);
});

Deno.test("readExtract() rejects two columns with one header", async () => {
  const outcome = await read([sheet("Variance", [[...CSR_HEADER, "Actual volume"], [...ALPHA, 3]])]);
  deepStrictEqual(outcome.problems, [
    'Variance must have one column "Actual Volume", not 2: E1 "Actual Volume", F1 "Actual volume": rename or remove the others',
  ]);
});

Deno.test("readExtract() prefers a canonical header to another spelling of it", async () => {
  const outcome = await readsBoth([["Actual", ...CSR_HEADER], [1, ...ALPHA], [2, ...BRAVO]]);
  deepStrictEqual(outcome.notes, ['Ignored columns of "Variance" that csr_variance does not have: "Actual"']);
});

Deno.test("readExtract() skips sheets that are not extracts, with a note", async () => {
  const outcome = await read([
    sheet("Cover", [["DCC"], ["CSR Variance"], ["July 2019"]]),
    sheet("Contents", [["Sheet", "About"], ["Variance", "The table"]]),
    sheet("Empty", []),
    sheet("Variance", CSR),
  ]);
  deepStrictEqual(outcome.problems, []);
  strictEqual(outcome.rows.length, 2);
  deepStrictEqual(outcome.notes, [
    'Skipped sheet "Cover" because no row of it is the header of a known extract',
    'Skipped sheet "Contents" because no row of it is the header of a known extract',
    'Skipped sheet "Empty" because no row of it is the header of a known extract',
  ]);
});

Deno.test("readExtract() reports many skipped sheets in one note", async () => {
  const { notes } = await read([
    ...Array.from({ length: 1024 }, (_, at) => sheet(`Page ${at + 1}`, [["Definitions"]])),
    sheet("Variance", [CSR_HEADER, ALPHA]),
  ]);
  strictEqual(notes.length, 1);
  match(
    notes[0]!,
    /^Skipped sheets because no row of them is .* extract: "Page 1", "Page 2", .*"Page 20" and 1,004 more$/,
  );
});

Deno.test("readExtract() rejects a workbook that fits no contract, and lists the extracts", async () => {
  const outcome = await read([sheet("Cover", [["DCC"], ["Nothing here"]])]);
  deepStrictEqual(outcome.problems, [
    "it must have a visible sheet with the header row of a known extract: the known extracts are actions, ch_exceptions, " +
    "ch_installations, ch_returns, csr_variance, network_enhancement_plans, performance_measures, post_commissioning_devices, " +
    "problems, rdp_incidents, report_register, sr_variance",
  ]);
});

Deno.test("readExtract() rejects a workbook without sheets", async () => {
  match((await read([])).problems[0]!, /^it must have a visible sheet/);
});

Deno.test("readExtract() loads every year tab of one contract", async () => {
  const outcome = await read([
    sheet("2018", [CSR_HEADER, ["Jul-18", "90-B3-D5-1F-30-00-00-01", "Alpha Energy", 1, 2]]),
    sheet("2019", [CSR_HEADER, ["Jul-19", "90-B3-D5-1F-30-00-00-01", "Alpha Energy", 3, 4]]),
  ]);
  deepStrictEqual(outcome.rows.map(({ sheet, period }) => [sheet, period]), [["2018", day("2018-07-01")], [
    "2019",
    JULY,
  ]]);
});

Deno.test("readExtract() rejects the file when one year tab has a misspelt header: its rows would be lost", async () => {
  const outcome = await read([
    sheet("2018", [["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volum"], [
      "Jul-18",
      "90-B3-D5-1F-30-00-00-01",
      "A",
      1,
      2,
    ]]),
    sheet("2019", CSR),
  ]);
  deepStrictEqual(outcome.problems, [
    "'2018' must have the column \"Actual Volume\" of csr_variance, the extract its header in row 1 comes nearest to: " +
    'rename E1 "Actual Volum" to "Actual Volume"',
  ]);
});

Deno.test("readExtract() loads several extracts of one workbook", async () => {
  const outcome = await read([
    sheet("CSR", CSR),
    sheet("Exceptions", [
      ["Reporting Month", "Device ID", "Region", "Exception Reason", "Raised Date"],
      ["Jul-19", "90-B3-D5-1F-30-02-00-01", "South", "No incident raised", "03/07/2019"],
    ]),
  ]);
  deepStrictEqual(outcome.recognised, { CSR: "csr_variance", Exceptions: "ch_exceptions" });
  strictEqual(outcome.rows.length, 3);
});

Deno.test("readExtract() never loads a hidden sheet when a visible one fits", async () => {
  for (const visibility of ["hidden", "very hidden"] as const) {
    const outcome = await read([sheet("Working", CSR, visibility), sheet("Variance", CSR)]);
    deepStrictEqual(outcome.rows.map((row) => row.sheet), ["Variance", "Variance"]);
    deepStrictEqual(outcome.notes, ['Skipped sheet "Working" because it is hidden, although it fits csr_variance']);
    deepStrictEqual(outcome.problems, []);
  }
});

Deno.test("readExtract() rejects a workbook whose only fitting sheet is hidden", async () => {
  const outcome = await read([sheet("Cover", [["DCC"]]), sheet("Variance", CSR, "hidden")]);
  deepStrictEqual(outcome.rows, []);
  deepStrictEqual(outcome.problems, [
    "Variance must be visible to be loaded, because it fits csr_variance but is hidden: unhide it and save the file",
  ]);
});

Deno.test("readExtract() rejects a table without rows", async () => {
  deepStrictEqual((await read([sheet("Variance", [CSR_HEADER])])).problems, [
    "Variance must have at least one row under its header",
  ]);
});

Deno.test("readExtract() reports an empty tab next to a full one", async () => {
  const outcome = await read([sheet("2020", [CSR_HEADER]), sheet("2019", CSR)]);
  deepStrictEqual(outcome.problems, []);
  deepStrictEqual(outcome.notes, ['Read no row from sheet "2020" because there is none under its header']);
});

Deno.test("readExtract() reads on after blank rows within the table", async () => {
  await readsBoth([CSR_HEADER, [], ALPHA, [], [" ", "\u00a0", null, "\u200b"], BRAVO]);
});

Deno.test("readExtract() ends the table at notes below it", async () => {
  const outcome = await readsBoth([...CSR, [], ["Notes"], ["1. Zero forecasts are excluded."], [], [
    "Source: DCC, July 2019",
  ]]);
  deepStrictEqual(outcome.notes, []);
});

Deno.test("readExtract() ends the table at notes even if all columns but the key may be blank", async () => {
  const header = [
    "Action Reference",
    "Report",
    "Raised Date",
    "Meeting",
    "Action",
    "Owner",
    "Due Date",
    "State",
    "Closed Date",
  ];
  const action = [
    "OPSG-001",
    "Report register",
    "24/05/2021",
    "OPSG 49_2405",
    "Provide an index",
    "DCC",
    null,
    "Open",
    null,
  ];
  const { rows, problems } = await read([sheet("Actions", [header, action, [], ["Notes"], ["1. As discussed."]])]);
  deepStrictEqual(problems, []);
  deepStrictEqual(rows.map(({ values }) => values.action_reference), ["OPSG-001"]);
});

Deno.test("readExtract() reads a sentence directly under references as a note, and a reference alone as a row", async () => {
  const header = [
    "Action Reference",
    "Report",
    "Raised Date",
    "Meeting",
    "Action",
    "Owner",
    "Due Date",
    "State",
    "Closed Date",
  ];
  const actions = sheet("Actions", [
    header,
    ["OPSG/1", 1, null, null, "Report on it"],
    ["OPSG/2"],
    ["Source: SECAS, July 2019"],
    ["Actions are closed at the meeting"],
  ]);
  const { rows, notes, problems } = await read([actions]);
  deepStrictEqual(rows.map(({ values }) => values.action_reference), ["OPSG/1", "OPSG/2"]);
  deepStrictEqual(notes, ['Read row 4 of "Actions" as a note under the table']);
  deepStrictEqual(problems, []);
});

Deno.test("readExtract() ends the table at a note of two cells after a blank row, and reports it", async () => {
  const notes = [["Source:", "DCC"], ["[c]", "held back"], ["As at 31 July 2019"]];
  const outcome = await readsBoth([CSR_HEADER, ALPHA, BRAVO, [], ...notes]);
  deepStrictEqual(outcome.notes, ['Read row 5 of "Variance" as a note under the table']);
});

Deno.test("readExtract() never reads a row with half of its cells, or with a month or number, as a note", async () => {
  const spoilt: Rows = [["Smarch 2019", "C", "Charlie"], ["Jul-19", "D"], ["Smarch 2019", "E", null, null, 5]];
  for (const row of spoilt) {
    const { rows, problems } = await read([sheet("Variance", [CSR_HEADER, ALPHA, [], row])]);
    deepStrictEqual([rows.length, problems.length > 0], [1, true]);
  }
});

Deno.test("readExtract() reads a text directly under the table as a note, and says so", async () => {
  const outcome = await readsBoth([...CSR, ["Source: DCC"]]);
  deepStrictEqual(outcome.notes, ['Read row 4 of "Variance" as a note under the table']);
});

Deno.test("readExtract() rejects rows below the notes: they would be lost", async () => {
  const outcome = await read([sheet("Variance", [CSR_HEADER, ALPHA, [], ["Notes follow"], [], BRAVO])]);
  deepStrictEqual(outcome.problems, [
    "Variance!A6 must not follow the note in row 4, because a note ends the table: move the note below the last row, or fill in " +
    "its row",
  ]);
});

Deno.test("readExtract() distinguishes a truncated row from a note directly under the table", async () => {
  const outcome = await read([sheet("Variance", [CSR_HEADER, ALPHA, ["July 2019"]])]);
  deepStrictEqual(outcome.problems, [
    "Variance!B3 (User ID) must be given: the cell is blank",
    "Variance!E3 (Actual Volume) must be a whole number of requests: the cell is blank",
  ]);
});

Deno.test("readExtract() rejects a second table under the first", async () => {
  const second = ["Reporting Month", "Device ID", "Region", "Exception Reason", "Raised Date"];
  for (const between of [[], [[]], [[], ["Table 2: exceptions"]]] as Rows[]) {
    const outcome = await read([
      sheet("Variance", [...CSR, ...between, second, [
        "Jul-19",
        "90-B3-D5-1F-30-02-00-01",
        "South",
        "x",
        "03/07/2019",
      ]]),
    ]);
    deepStrictEqual(outcome.problems, [
      `Variance!A${
        4 + between.length
      } begins another table, and only one table a sheet can be read: move it to a sheet of its own`,
    ]);
  }
});

Deno.test("readExtract() rejects the same table again under the first", async () => {
  const outcome = await read([sheet("Variance", [...CSR, [], ...CSR])]);
  match(outcome.problems[0]!, /^Variance!A5 begins another table/);
});

Deno.test("readExtract() names every mistake of a file by its cell", async () => {
  const outcome = await read([
    sheet("Variance", [
      ["Title"],
      CSR_HEADER,
      ["July 2019", "90-B3-D5-1F-30-00-00-01", "Alpha", 1200, "n/a"],
      ["Juli 2019", "90-B3-D5-1F-30-00-00-02", "Bravo", "12.5", 1],
      ["July 2019", null, "Charlie", null, { kind: "error", text: "#DIV/0!" }],
      ["July 2019", 12, null, null, { kind: "uncached", formula: "SUM(F5:G5)" }],
      ["July 2019", "90-B3-D5-1F-30-00-00-05", "Echo", null, 5],
    ]),
  ]);
  deepStrictEqual(outcome.problems, [
    'Variance!E3 (Actual Volume) must be a whole number of requests: current value is "n/a"',
    'Variance!A4 (Reporting Month) must be a month such as July 2019 or 2019-07: current value is "Juli 2019"',
    'Variance!D4 (Forecast Volume) must be a whole number of requests: current value is "12.5"',
    "Variance!B5 (User ID) must be given: the cell is blank",
    'Variance!E5 (Actual Volume) must be a whole number of requests: current value is "#DIV/0!"',
    "Variance!B6 (User ID) must be typed as text, because a number has lost leading zeros, and 4.10 has become 4.1: current value is " +
    '"12"; format the cells of the column as Text and type the codes again',
    "Variance!E6 (Actual Volume) must show its value, but the formula's result is not stored in the file: current value is " +
    '"=SUM(F5:G5)"; open the workbook in a spreadsheet program, let it calculate, and save it',
  ]);
  deepStrictEqual(outcome.rows.map((row) => row.row), [7]);
  deepStrictEqual(
    outcome.batches.flatMap((batch) => batch.rejectedRows).map(({ sourceRow, period, problems }) => [
      sourceRow,
      period,
      problems.map((problem) => problem.cell),
    ]),
    [[3, JULY, ["E3"]], [4, null, ["A4", "D4"]], [5, JULY, ["B5", "E5"]], [6, JULY, ["B6", "E6"]]],
  );
});

Deno.test("readExtract() groups a rule broken in consecutive cells", async () => {
  const rows = Array.from({ length: 30 }, (_, index) => ["July 2019", userId(index), "A", 1, index < 20 ? "n/a" : 5]);
  const outcome = await read([sheet("Variance", [CSR_HEADER, ...rows])]);
  deepStrictEqual(outcome.problems, [
    'Variance!E2:E21 (Actual Volume) must be a whole number of requests: 20 cells, the first "n/a"',
  ]);
});

Deno.test("readExtract() reads more rows than one batch holds, each once and in order", async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ["July 2019", userId(index), "A", 1, index]);
  const outcome = await read([sheet("Variance", [CSR_HEADER, ...rows])]);
  deepStrictEqual(outcome.rows.map((row) => row.values.actual_volume), rows.map((row) => row[4]));
  deepStrictEqual(outcome.batches.map((batch) => batch.sourceRow.length), [2048, 2048, 904]);
});

const RETURNS_HEADER = [
  "Device ID",
  "Region",
  "Returned Date",
  "Closed Date",
  "Return Reason",
  "Return Stage",
  "Attribution",
];

Deno.test("readExtract() puts returns in triage into the latest quarter of the file's closed dates", async () => {
  const outcome = await read([
    sheet("North", [
      RETURNS_HEADER,
      ["90-B3-D5-1F-30-02-00-01", "North", "01/02/2021", null, "LED", "Post Installation", null],
      ["90-B3-D5-1F-30-02-00-02", "North", "01/02/2020", "31/12/2020", "LED", "post installation", "fault found"],
    ]),
    sheet("South", [
      RETURNS_HEADER,
      ["90-B3-D5-1F-30-02-00-03", "South", "01/04/2021", null, null, null, null],
      [
        "90-B3-D5-1F-30-02-00-04",
        "South",
        "01/02/2021",
        "31/03/2021",
        "lost or stolen",
        "Prior to Installation",
        "No Fault Found",
      ],
    ]),
  ]);
  deepStrictEqual(outcome.problems, []);
  deepStrictEqual(outcome.rows.map(({ values, period }) => [values.device_id, period]), [
    ["90-B3-D5-1F-30-02-00-02", day("2020-10-01")],
    ["90-B3-D5-1F-30-02-00-04", day("2021-01-01")],
    ["90-B3-D5-1F-30-02-00-01", day("2021-01-01")],
    ["90-B3-D5-1F-30-02-00-03", day("2021-01-01")],
  ]);
});

Deno.test("readExtract() puts returns into the quarter of the latest returned date when no return is closed", async () => {
  const outcome = await read([
    sheet("Returns", [
      RETURNS_HEADER,
      ["90-B3-D5-1F-30-02-00-01", "North", "01/02/2021", null, null, null, null],
      ["90-B3-D5-1F-30-02-00-02", "North", "30/06/2021", null, null, null, null],
    ]),
  ]);
  deepStrictEqual(outcome.rows.map(({ period }) => period), [day("2021-04-01"), day("2021-04-01")]);
});

Deno.test("readExtract() hands waiting rows over in batches too", async () => {
  const rows = Array.from(
    { length: 5000 },
    (_, index) => [userId(index), "North", "01/02/2021", null, null, null, null],
  );
  const outcome = await read([sheet("Returns", [RETURNS_HEADER, ...rows])]);
  deepStrictEqual(outcome.rows.map((row) => row.values.device_id), rows.map((row) => row[0]));
  ok(outcome.batches.every((batch) => batch.sourceRow.length <= 2048));
});

Deno.test("readExtract() puts a post commissioning row into the month of its period end", async () => {
  const outcome = await read([
    sheet("Devices", [
      [
        "Period End",
        "Device ID",
        "Device Type",
        "User ID",
        "Commissioned Date",
        "DCC Interrogation",
        "Recovery Cell Populated",
        "Issue Security Credentials",
        "Update Security Credentials (Device)",
        "Update Security Credentials (KRP)",
      ],
      [
        dateCell("2019-07-31"),
        "90-B3-D5-1F-30-02-00-01",
        "ESME",
        "90-B3-D5-1F-30-00-00-01",
        "01/07/2019",
        "Yes",
        false,
        2,
        "1",
        0,
      ],
    ]),
  ]);
  deepStrictEqual(
    outcome.rows.map(({ period, values }) => [period, values.period_end, values.recovery_cell_populated]),
    [
      [JULY, day("2019-07-31"), false],
    ],
  );
});

Deno.test("readExtract() gives a list without periods no period", async () => {
  const outcome = await read([
    sheet("Actions", [
      ["Action Reference", "Report", "Raised Date", "Meeting", "Action", "Owner", "Due Date", "State", "Closed Date"],
      ["OPSG 47/03", 1, "27/08/2019", "OPSG 47", "Explain the exceptions", "DCC", null, "partially discharged", null],
    ]),
  ]);
  deepStrictEqual(outcome.rows.map(({ period, values }) => [period, values.state]), [[null, "Partially discharged"]]);
});

Deno.test("readExtract() reads percentages by their cells' formats", async () => {
  const header = [
    "Reporting Month",
    "Measure",
    "Measure Name",
    "Provider",
    "Region",
    "Within Target",
    "Total",
    "Achieved %",
    "Target Service Level %",
    "Minimum Service Level %",
  ];
  const outcome = await read([
    sheet("PMR", [
      header,
      ["Jun-19", "PM3.2", "Category 3 Alerts", "CSP", "North", 966, 1000, percentCell(0.966), 99, "96%"],
      ["Jun-19", "PM2", "Firmware", "CSP", "South", 1, 2, 0.5, 99, 96],
    ]),
  ]);
  deepStrictEqual(outcome.rows.map((row) => [row.values.achieved_percent, row.values.minimum_percent]), [[96.6, 96]]);
  deepStrictEqual(outcome.problems, [
    "PMR!H3 (Achieved %) must be percentage points such as 96.6, and this looks like a fraction in a cell without a percent " +
    'format: current value is "0.5"; write 96.6 for 96.6%, or give the cell a percent format',
  ]);
});
