import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { basename, join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { shownValue } from "../../etl/contract/shown_value.ts";
import { problemWorkbook } from "../../etl/load/problem_workbook.ts";
import { columnLetters } from "../../etl/workbook/address.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import type { Cell } from "../../etl/workbook/cell.ts";
import { writeZip } from "../workbooks/write_zip.ts";
import { table, xlsxParts } from "../workbooks/xlsx_parts.ts";
import { atDesk, csr, type Desk, userIdOf } from "./fixture.ts";

const HEADER = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"] as const;

/** A furnished sheet with five bad cells, one of them blank, and texts that look like formulas. */
const BAD = writeZip(xlsxParts({
  formats: ["0.00%", "dd/mm/yyyy"],
  sheets: {
    Cover: table([["About this file"]]),
    Variance: table([
      ["CSR Forecast Variance, July 2019"],
      [],
      HEADER,
      ["2019-07", userIdOf("U0012"), "=1+1", 1000, "n/a"],
      ["2019-07", userIdOf("U0013"), "  +44 20  ", 1.5, 1100],
      ["2019-13", userIdOf("U0014"), "@SUM(A1)", [2, 43647], [1, 0.5]],
      ["2019-07", null, "-2+3", 12, 5],
      [],
      ["Notes"],
    ]),
  },
}));

/** The cells of a workbook as `Sheet!A1 value`, by sheet. */
async function readBack(desk: Desk, bytes: Uint8Array): Promise<Map<string, Map<string, Cell>>> {
  const workbook = await openWorkbook(await desk.write("report.xlsx", bytes));
  const sheets = new Map<string, Map<string, Cell>>();
  for (const sheet of workbook.sheets) {
    const cells = new Map<string, Cell>();
    for await (const rows of sheet.rows()) {
      for (const { number, cells: row } of rows) {
        row.forEach((cell, index) => cell !== undefined && cells.set(`${columnLetters(index)}${number}`, cell));
      }
    }
    sheets.set(sheet.name, cells);
  }
  return sheets;
}

/** Loads files and makes the report of what is wrong with them. */
async function reportOf(desk: Desk, ...paths: string[]) {
  const { outcomes } = await desk.load(paths);
  return await problemWorkbook(outcomes, await allExtracts());
}

/** The lines of the list under its heading. */
function listed(cells: ReadonlyMap<string, Cell>): string[][] {
  const lines = Map.groupBy(cells, ([address]) => Number(address.replace(/\D/g, "")));
  const rows = [...lines.values()].map((line) => line.map(([, cell]) => shownValue(cell)));
  return rows.slice(rows.findIndex(([first]) => first === "Number") + 1);
}

Deno.test("problemWorkbook() lists every problem with its cell, rule, value and how to mend it", () =>
  atDesk(async (desk) => {
    const report = await reportOf(desk, await desk.write("csr-2019-07.xlsx", BAD));
    deepStrictEqual([report!.problems, report!.files, report!.classification], [6, 1, "amber"]);
    const list = listed((await readBack(desk, report!.bytes)).get("Problems")!);
    const start = ["csr-2019-07.xlsx", "Variance"];
    deepStrictEqual(list, [
      ["1", ...start, "E4", "Actual Volume", "must be a whole number of requests", "n/a"],
      ["2", ...start, "D5", "Forecast Volume", "must be a whole number of requests", "1.5"],
      ["3", ...start, "A6", "Reporting Month", "must be a month such as July 2019 or 2019-07", "2019-13"],
      [
        ...["4", ...start, "D6", "Forecast Volume", "must be a whole number of requests", "2019-07-01"],
        "the cell is formatted as a date",
      ],
      ["5", ...start, "E6", "Actual Volume", "must be a whole number of requests", "50%"],
      ["6", ...start, "B7", "User ID", "must be given", "(blank)"],
    ]);
  }));

Deno.test("problemWorkbook() copies the sheet cell for cell at the same addresses, and never a formula", () =>
  atDesk(async (desk) => {
    const path = await desk.write("csr-2019-07.xlsx", BAD);
    const report = await reportOf(desk, path);
    const original = (await readBack(desk, await Deno.readFile(path))).get("Variance")!;
    const sheets = await readBack(desk, report!.bytes);
    deepStrictEqual([...sheets.keys()], ["Problems", "Variance"]);
    const copy = sheets.get("Variance")!;
    for (const [address, cell] of original) deepStrictEqual(copy.get(address), cell, address);
    const said = [...copy].filter(([address]) => !original.has(address)).map((
      [address, cell],
    ) => [address, shownValue(cell)]);
    deepStrictEqual(said, [
      ["F3", "What is wrong"],
      ["F4", "E4: must be a whole number of requests"],
      ["F5", "D5: must be a whole number of requests"],
      [
        "F6",
        "A6: must be a month such as July 2019 or 2019-07\n" +
        "D6: must be a whole number of requests; the cell is formatted as a date\n" +
        "E6: must be a whole number of requests",
      ],
      ["F7", "B7: must be given"],
    ]);
    for (const [part, xml] of Object.entries(unzipSync(report!.bytes))) {
      if (part.endsWith(".xml")) ok(!/<f[ >]/.test(strFromU8(xml)), part);
    }
  }));

Deno.test("problemWorkbook() fills exactly the bad cells, and links the list to them", () =>
  atDesk(async (desk) => {
    const report = await reportOf(desk, await desk.write("csr-2019-07.xlsx", BAD));
    const parts = unzipSync(report!.bytes);
    const part = (name: string) => strFromU8(parts[name]!);
    const styles = part("xl/styles.xml");
    const fills = [
      ...styles.slice(styles.indexOf("<fills"), styles.indexOf("</fills>")).matchAll(/<fill>.*?<\/fill>/g),
    ];
    const bad = fills.findIndex(([fill]) => fill.includes("FFD9D9"));
    const filled = [...styles.slice(styles.indexOf("<cellXfs")).matchAll(/<xf [^>]*?fillId="(\d+)"/g)]
      .flatMap(([, fill], style) => Number(fill) === bad ? [style] : []);
    const marked = [...part("xl/worksheets/sheet2.xml").matchAll(/<c r="([A-Z]+\d+)"[^>]*? s="(\d+)"/g)]
      .filter(([, , style]) => filled.includes(Number(style))).map(([, address]) => address);
    deepStrictEqual(marked.sort(), ["A6", "B7", "D5", "D6", "E4", "E6"]);
    const links = [...part("xl/worksheets/sheet1.xml").matchAll(/<hyperlink [^>]*?location="([^"]+)"/g)].map(([, to]) =>
      to!.replaceAll("&apos;", "'")
    );
    deepStrictEqual(links, ["E4", "D5", "A6", "D6", "E6", "B7"].map((address) => `'Variance'!${address}`));
  }));

Deno.test("problemWorkbook() is marked with the extract's class on every sheet and in its properties", () =>
  atDesk(async (desk) => {
    const report = await reportOf(desk, await desk.write("csr-2019-07.xlsx", BAD));
    const parts = unzipSync(report!.bytes);
    match(strFromU8(parts["docProps/core.xml"]!), /<dc:subject>Classification: Amber<\/dc:subject>/);
    for (const sheet of ["sheet1", "sheet2"]) {
      match(strFromU8(parts[`xl/worksheets/${sheet}.xml`]!), /<oddHeader>[^<]*AMBER/);
    }
    const list = (await readBack(desk, report!.bytes)).get("Problems")!;
    match(shownValue(list.get("A2")), /^This document is classified as Amber/);
  }));

Deno.test("problemWorkbook() quotes the names of sheets wherever it refers to them, so that Excel has nothing to repair", () =>
  atDesk(async (desk) => {
    const bad = table([HEADER, ["2019-07", userIdOf("U1"), "x", 1, "n/a"]]);
    const bytes = writeZip(
      xlsxParts({ sheets: { "2019": bad, "North's R&D": bad.replaceAll(userIdOf("U1"), userIdOf("U2")) } }),
    );
    const parts = unzipSync((await reportOf(desk, await desk.write("csr-2019-07.xlsx", bytes)))!.bytes);
    const names = strFromU8(parts["xl/workbook.xml"]!).match(/(?<=>)[^<]*!\$\d+:\$\d+/g);
    deepStrictEqual(names, [
      "&#39;Problems&#39;!$5:$5",
      "&#39;2019&#39;!$1:$1",
      "&#39;North&#39;&#39;s R&amp;D&#39;!$1:$1",
    ]);
    match(strFromU8(parts["xl/worksheets/sheet1.xml"]!), /location="(?:'|&apos;|&#39;)North/);
  }));

Deno.test("problemWorkbook() gives the same bytes twice", () =>
  atDesk(async (desk) => {
    const path = await desk.write("csr-2019-07.xlsx", BAD);
    deepStrictEqual((await reportOf(desk, path))!.bytes, (await reportOf(desk, path))!.bytes);
  }));

Deno.test("problemWorkbook() holds several files in one report, unreadable and unrecognised ones by their messages", () =>
  atDesk(async (desk) => {
    await Deno.mkdir(join(desk.folder, "other"));
    const report = await reportOf(
      desk,
      await desk.write("a.csv", csr(["2019-06", "AA", "1", "one"])),
      await desk.write("other/a.csv", csr(["2019-07", "BB", "two", "1"])),
      await desk.write("cut.xlsx", BAD.subarray(0, 500)),
      await desk.write("near.csv", csr(["2019-07", "AA", "1", "1"]).replace("Actual", "Actaul")),
    );
    const sheets = await readBack(desk, report!.bytes);
    deepStrictEqual([...sheets.keys()], ["Problems", "a", "a (2)"]);
    const list = listed(sheets.get("Problems")!);
    deepStrictEqual(list.slice(0, 2).map((line) => line.slice(1, 4)), [["a.csv", "a", "E2"], ["a.csv", "a", "D2"]]);
    match(list[2]!.join(" "), /^3 cut\.xlsx Cannot read "cut\.xlsx" as an \.xlsx workbook/);
    match(
      list[3]!.join(" "),
      /^4 near\.csv near must have the column "Actual Volume".* rename E1 "Actaul Volume" to "Actual Volume"$/,
    );
    const links = strFromU8(unzipSync(report!.bytes)["xl/worksheets/sheet1.xml"]!).match(/location="[^"]+"/g)!;
    deepStrictEqual(links.map((link) => link.replace(/location="(?:'|&apos;)(.*?)(?:'|&apos;)!.*/, "$1")), [
      "a",
      "a (2)",
    ]);
  }));

Deno.test("problemWorkbook() marks every bad cell of a rule broken in more places than are listed", () =>
  atDesk(async (desk) => {
    const records = Array.from({ length: 260 }, (_, at): [string, string, string, string] => [
      ...["2019-07", userIdOf(`U${at}`), "1"] as const,
      at % 2 === 0 ? "x" : "1",
    ]);
    const report = await reportOf(desk, await desk.write("csr.csv", csr(...records)));
    const copy = (await readBack(desk, report!.bytes)).get("csr")!;
    strictEqual([...copy].filter(([address]) => /^F(?!1$)/.test(address)).length, 130);
    strictEqual(report!.problems, 21);
  }));

Deno.test("problemWorkbook() copies only rows with problems of a long sheet, says so, and no load takes that for the extract", () =>
  atDesk(async (desk) => {
    const records = Array.from({ length: 20_500 }, (_, at): [string, string, string, string] => [
      ...["2019-07", userIdOf(`U${at}`), "1"] as const,
      at === 7 || at === 20_400 ? "x" : "1",
    ]);
    const report = await reportOf(desk, await desk.write("csr.csv", csr(...records)));
    const sheets = await readBack(desk, report!.bytes);
    const copy = sheets.get("csr")!;
    deepStrictEqual(["G1", "A2", "B2", "E2", "G2", "E3", "G3"].map((address) => shownValue(copy.get(address))), [
      ...["Row in the original", "2019-07", userIdOf("U7"), "x", "9", "x", "20402"],
    ]);
    ok(
      [...sheets.get("Problems")!.values()].some((cell) =>
        /"csr" holds only the rows with problems/.test(shownValue(cell))
      ),
    );
    const links = strFromU8(unzipSync(report!.bytes)["xl/worksheets/sheet1.xml"]!).match(/!E\d+"/g);
    deepStrictEqual(links, ['!E2"', '!E3"']);
    const again = await desk.load([await desk.write("mended.xlsx", report!.bytes)]);
    deepStrictEqual(again.outcomes.map(({ status }) => status), ["rejected"]);
  }));

Deno.test("problemWorkbook() is Red where a bad sheet is of no known extract, and null where nothing is wrong", () =>
  atDesk(async (desk) => {
    strictEqual(await reportOf(desk, await desk.write("good.csv", csr(["2019-07", "AA", "1", "1"]))), null);
    const text = csr(["2019-08", "AA", "1", "x"]);
    const { outcomes } = await desk.load([await desk.write("bad.csv", text)]);
    await desk.write("bad.csv", "Something,Else\n1,2\n");
    strictEqual((await problemWorkbook(outcomes, await allExtracts()))!.classification, "red");
  }));

/** Runs `load` as a user does. */
async function load(desk: Desk, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "etl/main.ts", "load", "--warehouse", desk.warehouse, ...args],
  }).output();
  // Progress is said of what takes longer than a second, as anything does on a busy machine.
  const err = new TextDecoder().decode(stderr).replace(/^Reading \d+ of .*\n/gm, "");
  return { code, out: new TextDecoder().decode(stdout), err };
}

Deno.test("load --report writes the workbook beside what it prints, and exits as without it", () =>
  atDesk(async (desk) => {
    const file = await desk.write("csr-2019-07.xlsx", BAD);
    const path = join(desk.folder, "problems.xlsx");
    const { code, err } = await load(desk, file, "--report", path);
    strictEqual(code, 4);
    match(err, /Wrote .*problems\.xlsx: 6 problems of 1 file, Amber as the extracts are\n/);
    deepStrictEqual((await openWorkbook(path)).sheets.map((sheet) => sheet.name), ["Problems", "Variance"]);
  }));

Deno.test("load --report lists the rows set aside by --quarantine", () =>
  atDesk(async (desk) => {
    const file = await desk.write("csr.csv", csr(["2019-07", "AA", "1", "x"], ["2019-07", "BB", "1", "1"]));
    const path = join(desk.folder, "problems.xlsx");
    const { code } = await load(desk, file, "--quarantine", "--report", path);
    strictEqual(code, 0);
    const list = (await readBack(desk, await Deno.readFile(path))).get("Problems")!;
    ok([...list.values()].some((cell) =>
      shownValue(cell) === "csr.csv: loaded without 1 of its rows, which are listed below."
    ));
  }));

Deno.test("load --report writes nothing where nothing is wrong, and says so", () =>
  atDesk(async (desk) => {
    const path = join(desk.folder, "problems.xlsx");
    const { code, err } = await load(
      desk,
      await desk.write("a.csv", csr(["2019-07", "A", "1", "1"])),
      "--report",
      path,
    );
    deepStrictEqual([code, err], [0, "No problems: no report written\n"]);
    ok(!(await Array.fromAsync(Deno.readDir(desk.folder))).some(({ name }) => name === basename(path)));
  }));

Deno.test("load --report refuses a place where the report would be lost among extracts, before anything is loaded", () =>
  atDesk(async (desk) => {
    const file = await desk.write("a.xlsx", BAD);
    await Deno.mkdir(join(desk.folder, "inbox"));
    const before = await desk.hash();
    for (
      const [report, message] of [
        ["problems.csv", /^Cannot write report ".*problems\.csv" because it is a workbook: end its name in \.xlsx\n$/],
        ["a.xlsx", /because it is one of the files to load: name another\n$/],
        ["none/problems.xlsx", /because there is no folder ".*none": create it\n$/],
        ["inbox/problems.xlsx", /because what is in the inbox is loaded: name a file elsewhere\n$/],
      ] as [string, RegExp][]
    ) {
      const args = [file, "--inbox", join(desk.folder, "inbox"), "--report", join(desk.folder, report)];
      const { code, out, err } = await load(desk, ...args);
      deepStrictEqual([code, out], [2, ""], report);
      match(err, message);
    }
    strictEqual(await desk.hash(), before);
  }));
