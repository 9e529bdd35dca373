import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { PROJECT } from "../commands/annexa.ts";
import { table } from "../workbooks/xlsx_parts.ts";
import { inFolder, writeXlsx } from "./described.ts";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in a copy of the project. */
async function run(project: string, ...args: string[]): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-check", join(project, "etl/main.ts"), ...args],
    cwd: project,
  }).output();
  // A task of more than a second reports progress. On a busy machine any task can.
  const err = new TextDecoder().decode(stderr).replace(/^Reading \d+ of .*\n/gm, "");
  return { code, out: new TextDecoder().decode(stdout), err };
}

const describe = (...args: string[]) => run(PROJECT, "describe", ...args);

/** Copies the files that a load needs to a folder. */
async function copyProject(folder: string): Promise<string> {
  for (const part of ["etl", "queries", "data/reference"]) await copyFolder(join(PROJECT, part), join(folder, part));
  for (const file of ["deno.json", "package.json", "deno.lock"]) {
    await Deno.copyFile(join(PROJECT, file), join(folder, file)).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
  return folder;
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}

/** A sheet with every kind of column, two that no contract accepts, a totals row and notes. */
const OUTAGES = table([
  ["Outages, July 2019"],
  ["Classification: Amber"],
  [],
  ["Month", "Outage Ref", "Region", "Started", "Minutes", "Share %", "Planned?", "Level", "Comment", "Sum"],
  ["Jul-19", "0012", "North", "03/07/2019", "1,204", [1, 0.125], "Yes", 1.5, null, 7],
  ["Jul-19", "0013", "South", "14/07/2019", 12, [1, 0.0325], "No", -2, 'say "hi" */', "n/a"],
  ["Jul-19", "0014", "North", null, 5, [1, 0.8425], "No", 3, null, 9],
  ["Total", null, null, null, 1221, null, null, null, null, null],
  [],
  ["Notes"],
  ["1. Minutes are rounded"],
]);

Deno.test("describe --contract writes a contract that compiles, loads that workbook, and can be queried", async () => {
  await inFolder(async (folder) => {
    const project = await copyProject(join(folder, "project"));
    const workbook = await writeXlsx(folder, "Outages 2019-07.xlsx", {
      sheets: { Data: OUTAGES, Cover: table([["About"]]) },
      formats: ["0.00%"],
    });
    const contract = join(project, "etl/extracts/outages.ts");
    const wrote = await run(project, "describe", workbook, "--contract", contract);
    deepStrictEqual([wrote.code, wrote.out], [0, ""], wrote.err);
    match(wrote.err, /outages\.ts: 3 rows of sheet "Data" load under it, 8 columns of each, 2 columns left out/);
    match(wrote.err, /It is Red until a person lowers it/);

    const source = await Deno.readTextFile(contract);
    match(source, /classification: "red",\n {2}isClassificationVerified: false/);
    match(source, /\/\/ Left out: column H, "Level", because it holds decimals or negative numbers/);
    match(source, /\/\/ Left out: column J, "Sum", because its cells are not all of one kind/);
    doesNotMatch(source, /North|0012|1,?204|"hi"|n\/a/);

    const check = await new Deno.Command(Deno.execPath(), { args: ["check", "-q", contract], cwd: project }).output();
    strictEqual(check.code, 0, new TextDecoder().decode(check.stderr));

    const warehouse = join(folder, "warehouse.duckdb");
    const loaded = await run(project, "load", workbook, "--warehouse", warehouse);
    strictEqual(loaded.out, "loaded      Outages 2019-07.xlsx: outages 2019-07, 3 rows\n", loaded.err);
    const sql = "select month, outage_ref, region, started, minutes, share_percent, planned, comment " +
      "from extracts.outages order by outage_ref";
    const asked = await run(project, "sql", sql, "--format", "csv", "--warehouse", warehouse);
    strictEqual(
      asked.out.replaceAll("\r\n", "\n"),
      "month,outage_ref,region,started,minutes,share_percent,planned,comment\n" +
        "2019-07-01,0012,North,2019-07-03,1204,12.5,true,\n" +
        '2019-07-01,0013,South,2019-07-14,12,3.25,false,"say ""hi"" */"\n' +
        "2019-07-01,0014,North,,5,84.25,false,\n",
      asked.err,
    );
  });
});

Deno.test("describe --contract prints the contract, names it after the file, and keeps values for --show-values", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "Outages_Q2_2019-07.csv");
    const rows = Array.from({ length: 12 }, (_, at) => `R${at},${at % 2 === 0 ? "North" : "South"}`);
    await Deno.writeTextFile(path, `Reference,Region\n${rows.join("\n")}\n`);
    const { code, out, err } = await describe(path, "--contract");
    strictEqual(code, 0, err);
    match(out, /name: "outages"/);
    match(out, /key: \["reference"\],\n {2}\/\/ No column holds a month or quarter.*\n {2}period: null,/);
    match(out, /region: text\("Region", \{/);
    match(
      (await describe(path, "--contract", "--show-values")).out,
      /region: choice\("Region", \["North", "South"\], \{/,
    );
  });
});

Deno.test("describe --contract rejects a table that gives no contract, and suggests the fix", async () => {
  await inFolder(async (folder) => {
    const cases: [name: string, text: string, code: number, message: RegExp][] = [
      [
        "twins.csv",
        "Name,Age,Age\nAnn,5,6\n",
        4,
        /because the header "Age" appears over B and C: give each column a header of its own$/,
      ],
      ["same.csv", "Name,Age\nAnn,5\nAnn,5\n", 4, /must not have row 3 the same as row 2 in name, age/],
      ["cover.csv", "A cover\n\nAbout\n", 4, /because no visible sheet has a table with a header and rows$/],
      [
        "csr.csv",
        "Reporting Month,User ID,User Name,Forecast Volume,Actual Volume\n2019-07,A,x,1,2\n",
        4,
        /because it fits csr_variance already: load it, or change etl\/extracts\/csr_variance\.ts$/,
      ],
    ];
    for (const [name, text, code, message] of cases) {
      await Deno.writeTextFile(join(folder, name), text);
      const ended = await describe(join(folder, name), "--contract");
      deepStrictEqual([ended.code, ended.out], [code, ""], name);
      match(ended.err.trimEnd(), message);
    }
    const path = join(folder, "ages.csv");
    await Deno.writeTextFile(path, "Name,Age\nAnn,5\nBob,6\n");
    for (
      const [contract, message] of [
        ["etl/extracts/csr_variance.ts", /because there is an extract "csr_variance": name another$/],
        [
          join(folder, "Bad Name.ts"),
          /its name must be the extract's, in snake case, such as etl\/extracts\/bad_name\.ts$/,
        ],
        [join(folder, "none/ages.ts"), /because there is no such folder: create it$/],
      ] as const
    ) {
      const ended = await describe(path, "--contract", contract);
      deepStrictEqual([ended.code, ended.out], [2, ""], contract);
      match(ended.err.trimEnd(), message);
    }
    await Deno.writeTextFile(join(folder, "ages.ts"), "mine");
    strictEqual((await describe(path, "--contract", join(folder, "ages.ts"))).code, 2);
    strictEqual(await Deno.readTextFile(join(folder, "ages.ts")), "mine");
  });
});

Deno.test("describe --contract asks for a sheet when several have tables", async () => {
  await inFolder(async (folder) => {
    const sheets = { One: table([["Name", "Age"], ["Ann", 5]]), Two: table([["Place", "Size"], ["Ayr", 7]]) };
    const path = await writeXlsx(folder, "two.xlsx", { sheets });
    const { code, err } = await describe(path, "--contract");
    strictEqual(code, 2);
    match(err, /give --sheet with one of "One", "Two"\n$/);
    match((await describe(path, "--contract", "--sheet", "Two")).out, /place: text\("Place"/);
  });
});

Deno.test("describe withholds values behind a pipe and in JSON, says so, and prints them when asked", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "ages.csv");
    await Deno.writeTextFile(path, "Name,Age\nZebedee,57\nYolanda,69\n");
    const piped = await describe(path);
    deepStrictEqual([piped.code, piped.err], [0, "Values are shown as their shapes: --show-values prints them\n"]);
    ok(piped.out.includes("xxxxxxx") && !piped.out.includes("Zebedee"));
    ok((await describe(path, "--show-values")).out.includes("Zebedee"));
    const json = JSON.parse((await describe(path, "--json")).out);
    deepStrictEqual([json.showsValues, json.sheets[0].table.columns[0].examples], [false, ["xxxxxxx"]]);
  });
});

Deno.test("describe ends with one sentence on a wrong command line", async () => {
  for (
    const [args, message] of [
      [[], /^Cannot describe without a file: name one, such as deno task describe new\.xlsx\n$/],
      [["none.xlsx"], /^Cannot describe "none\.xlsx" because there is no such file: check its name and folder\n$/],
      [["a.xlsx", "b.xlsx"], /^Cannot describe "b\.xlsx" as well as "a\.xlsx": name one workbook; /],
      [["a.xlsx", "b.ts"], /^Cannot write "b\.ts" without --contract: add it\n$/],
    ] as [string[], RegExp][]
  ) {
    const { code, out, err } = await describe(...args);
    deepStrictEqual([code, out], [2, ""]);
    match(err, message);
  }
});

Deno.test("describe --contract says when fixing the workbook may be better than a new contract", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "csr.csv");
    await Deno.writeTextFile(
      path,
      "Reporting Month,User ID,User Name,Forecast Volume,Actaul Volume\n2019-07,A,x,1,2\n",
    );
    const { code, out, err } = await describe(path, "--contract");
    strictEqual(code, 0, err);
    match(err, /\nIt nearly fits csr_variance: describe says what differs, and fixing that may be better\n/);
    match(out, /key: \["reporting_month", "user_id"\],\n {2}period: \{ column: "reporting_month", unit: "month" \}/);
  });
});

// `script` of util-linux runs a process in a real terminal.
if (Deno.build.os === "linux") {
  Deno.test("describe shows values on a terminal", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "ages.csv");
      await Deno.writeTextFile(path, "Name,Age\nZebedee,57\nYolanda,69\n");
      const words = [Deno.execPath(), "run", "-A", "-q", "--no-check", join(PROJECT, "etl/main.ts"), "describe", path];
      const { code, stdout } = await new Deno.Command("script", {
        args: ["-qec", words.map((word) => `'${word}'`).join(" "), "/dev/null"],
        env: { SHELL: "/bin/sh" },
        stdin: "null",
      }).output();
      const screen = new TextDecoder().decode(stdout);
      strictEqual(code, 0, screen);
      ok(
        screen.includes("Zebedee") && screen.includes("57 to 69") &&
          !screen.includes("Values are shown as their shapes"),
      );
    });
  });
}

Deno.test("describe --contract writes a file that deno fmt does not change, for any headers", async () => {
  await inFolder(async (folder) => {
    const lengths = [1, 60, 78, 79, 80, 81, 82, 83, 84, 85, 90, 95, 100, 101, 102, 103, 104, 105, 106, 130];
    const headers = [
      "User ID",
      'say "hi"',
      `it's "x"`,
      `'a' "b" 'c'`,
      'back\\slash\\"',
      "< 4 hours",
      "> 4 hours",
      "\u6771\u4eac".repeat(25),
      ...lengths.map((length, at) => `${at} ${"long header ".repeat(12)}`.slice(0, length + 3)),
    ];
    // The first column is a key. The others hold whole numbers, or three texts four times each.
    const rows = Array.from(
      { length: 12 },
      (_, row) =>
        headers.map((header, at) =>
          at === 0 ? `user ${row}` : at % 3 === 0 ? row * at : `${"value ".repeat(at % 7)}${header.length} "${row % 3}`
        ),
    );
    const path = await writeXlsx(folder, `${"a file with a long name ".repeat(5)}.xlsx`, {
      sheets: { New: table([headers, ...rows]) },
    });
    for (const [at, options] of [[], ["--show-values"]].entries()) {
      const contract = join(folder, `drafted_${at}.ts`);
      const { code, err } = await describe(path, "--contract", contract, ...options);
      strictEqual(code, 0, err);
      const source = await Deno.readTextFile(contract);
      ok(source.split("\n").length > 100);
      const { code: formatted } = await new Deno.Command(Deno.execPath(), {
        args: ["fmt", "-q", "--config", join(PROJECT, "deno.json"), contract],
      }).output();
      strictEqual(formatted, 0);
      strictEqual(source, await Deno.readTextFile(contract));
    }
  });
});
