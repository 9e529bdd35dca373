import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { atDesk, csr, userIdOf } from "./fixture.ts";
import { fixture } from "../workbook/read_cells.ts";

const JULY = csr(["2019-07", "AA", "100", "110"], ["2019-07", "BB", "", "5"]);

Deno.test("loadFiles() loads rows with their file, sheet, header, columns and source row", () =>
  atDesk(async (desk) => {
    const outcome = await desk.loadText("july.csv", `CSR Forecast Variance,,,,\nAmber,,,,\n${JULY}`);
    deepStrictEqual(outcome.loads, [
      { extract: "csr_variance", sheet: "july", period: "2019-07-01", rows: 2, supersedes: null },
    ]);
    strictEqual(outcome.status, "loaded");
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 100 110", "2019-07-01 BB - 5"]);
    deepStrictEqual(await desk.query("select load_id, source_row from extracts.csr_variance order by all"), [
      { load_id: 1, source_row: 4 },
      { load_id: 1, source_row: 5 },
    ]);
    deepStrictEqual(await desk.query("select * exclude (file_sha256, byte_size) from ledger.files"), [
      {
        file_id: 1,
        file_name: "july.csv",
        loaded_at: "2019-08-01T09:00:00",
        is_reissue: false,
        is_synthetic: false,
        utc_offset_minutes: 60,
      },
    ]);
    deepStrictEqual(await desk.query("from ledger.loads"), [{
      load_id: 1,
      file_id: 1,
      extract: "csr_variance",
      sheet: "july",
      header_row: 3,
      period: "2019-07-01",
      row_count: 2,
      counts_as: "whole",
    }]);
    deepStrictEqual(
      await desk.query("select column_name || ' ' || column_letters || ' ' || header as c from ledger.load_columns"),
      [
        { c: "reporting_month A Reporting Month" },
        { c: "user_id B User ID" },
        { c: "user_name C User Name" },
        { c: "forecast_volume D Forecast Volume" },
        { c: "actual_volume E Actual Volume" },
      ],
    );
  }));

Deno.test("loadFiles() makes the warehouse when there is none", () =>
  atDesk(async (desk) => {
    await Deno.remove(desk.warehouse);
    await desk.loadText("july.csv", JULY);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 100 110", "2019-07-01 BB - 5"]);
  }));

Deno.test("loadFiles() changes nothing when the same bytes come again, under any name", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", JULY);
    const before = await desk.hash();
    const again = await desk.load([await desk.write("july.csv", JULY), await desk.write("copy of july.csv", JULY)]);
    deepStrictEqual(again.outcomes.map(({ status }) => status), ["unchanged", "unchanged"]);
    strictEqual(again.isPublished, false);
    strictEqual(await desk.hash(), before);
  }));

Deno.test("loadFiles() rejects a file for one bad cell, lists every problem and leaves the warehouse's bytes", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", JULY);
    const before = await desk.hash();
    const outcome = await desk.loadText(
      "bad.csv",
      csr(["2019-08", "AA", "100", "110"], ["2019-08", "BB", "1.5", "n/a"], ["August", "CC", "", "3"]),
    );
    strictEqual(outcome.status, "rejected");
    deepStrictEqual(outcome.problems.map(({ cell }) => cell).sort(), ["A4", "D3", "E3"]);
    strictEqual(outcome.messages.length, 3);
    ok(
      outcome.messages.includes(
        'Cannot load "bad.csv" because bad!E3 (Actual Volume) must be a whole number of requests: current value is "n/a"',
      ),
      outcome.messages.join("\n"),
    );
    strictEqual(await desk.hash(), before);
  }));

Deno.test("loadFiles() withholds Amber values from messages unless asked to show them", () =>
  atDesk(async (desk) => {
    const bad = csr(["2019-07", "AA", "", "31415.9"]);
    const withheld = await desk.loadText("bad.csv", bad);
    ok(!withheld.messages.join().includes("31415"), withheld.messages.join());
    const shown = await desk.loadText("bad.csv", bad, { showValues: true });
    ok(shown.messages.join().includes("31415.9"), shown.messages.join());
  }));

Deno.test("loadFiles() makes no warehouse when nothing could be loaded into it", () =>
  atDesk(async (desk) => {
    await Deno.remove(desk.warehouse);
    await desk.loadText("bad.csv", csr(["2019-07", "AA", "", "n/a"]));
    deepStrictEqual((await Array.fromAsync(Deno.readDir(desk.folder))).map(({ name }) => name), ["bad.csv"]);
    deepStrictEqual(await desk.load([]), { outcomes: [], isPublished: false, changedContracts: [] });
  }));

Deno.test("loadFiles() loads the good files beside a rejected one", () =>
  atDesk(async (desk) => {
    const { outcomes, isPublished } = await desk.load([
      await desk.write("a.csv", csr(["2019-06", "AA", "", "n/a"])),
      await desk.write("b.csv", JULY),
      await desk.write("c.pdf", "%PDF-1.7"),
      `${desk.folder}/gone.csv`,
    ]);
    deepStrictEqual(outcomes.map(({ status }) => status), ["rejected", "loaded", "rejected", "rejected"]);
    strictEqual(isPublished, true);
    match(outcomes[3]!.messages[0]!, /^Cannot load "gone\.csv" because it cannot be read: /);
    strictEqual((await desk.csr()).length, 2);
    // What the rejected file left: no row, no gap in the ids.
    deepStrictEqual(await desk.query("select load_id, file_id from ledger.loads"), [{ load_id: 1, file_id: 1 }]);
  }));

Deno.test("loadFiles() rejects a copy of a rejected file, too", () =>
  atDesk(async (desk) => {
    const bad = csr(["2019-06", "AA", "", "n/a"]);
    const { outcomes } = await desk.load([await desk.write("a.csv", bad), await desk.write("b.csv", bad)]);
    deepStrictEqual(outcomes.map(({ status }) => status), ["rejected", "rejected"]);
    deepStrictEqual(outcomes[1]!.messages, ['Cannot load "b.csv" because it is a copy of "a.csv", which is rejected']);
  }));

Deno.test("loadFiles() loads a good file beside a misnamed copy of it, whichever comes first", () =>
  atDesk(async (desk) => {
    const workbook = await Deno.readFile(fixture("totals-right.xlsx"));
    const good = await desk.write("CSR July 2019.xlsx", workbook);
    const misnamed = await desk.write("CSR July 2019.csv", workbook);
    const { outcomes } = await desk.load([misnamed, good]);
    deepStrictEqual(outcomes.map(({ name, status, messages, notes }) => ({ name, status, messages, notes })), [
      {
        name: "CSR July 2019.csv",
        status: "unchanged",
        messages: [],
        notes: ['a copy of "CSR July 2019.xlsx", which is loaded: end its name as that one, or remove it'],
      },
      { name: "CSR July 2019.xlsx", status: "loaded", messages: [], notes: [] },
    ]);
    strictEqual((await desk.csr()).length, 2);
    // The same again: all of it is known.
    const again = await desk.load([misnamed, good]);
    deepStrictEqual(again.outcomes.map(({ status }) => status), ["unchanged", "unchanged"]);
  }));

Deno.test("loadFiles() says of a misnamed file and of a bad one with the same bytes what is wrong with each", () =>
  atDesk(async (desk) => {
    const workbook = await Deno.readFile(fixture("totals-wrong.xlsx"));
    const { outcomes } = await desk.load([await desk.write("a.csv", workbook), await desk.write("a.xlsx", workbook)]);
    deepStrictEqual(outcomes.map(({ status }) => status), ["rejected", "rejected"]);
    match(outcomes[0]!.messages[0]!, /it is an \.xlsx workbook; end its name in \.xlsx/);
    match(outcomes[1]!.messages[0]!, /Variance!E4 \(Actual Volume\) must be the sum of its rows/);
  }));

Deno.test("loadFiles() replaces a period by a re-issue, also with fewer rows, and keeps what was known before", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", JULY); // 1 August
    const outcome = await desk.loadText("july re-issue.csv", csr(["July 2019", "AA", "100", "99"])); // 2 August
    strictEqual(outcome.status, "superseded");
    strictEqual(outcome.loads[0]!.supersedes, "july.csv");
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 100 99"]);
    deepStrictEqual(await desk.csr("2019-08-02"), ["2019-07-01 AA 100 99"]);
    deepStrictEqual(await desk.csr("2019-08-01"), ["2019-07-01 AA 100 110", "2019-07-01 BB - 5"]);
    deepStrictEqual(await desk.csr("2019-07-31"), []);
  }));

Deno.test("loadFiles() replaces only the periods a file brings", () =>
  atDesk(async (desk) => {
    await desk.loadText("summer.csv", csr(["2019-06", "AA", "1", "1"], ["2019-07", "AA", "2", "2"]));
    const outcome = await desk.loadText(
      "july and august.csv",
      csr(["Jul-19", "AA", "3", "3"], ["Aug-19", "AA", "4", "4"]),
      { reissue: true },
    );
    deepStrictEqual(outcome.loads.map(({ period, supersedes }) => [period, supersedes]), [
      ["2019-07-01", "summer.csv"],
      ["2019-08-01", null],
    ]);
    deepStrictEqual(await desk.csr(), ["2019-06-01 AA 1 1", "2019-07-01 AA 3 3", "2019-08-01 AA 4 4"]);
  }));

Deno.test("loadFiles() gives the same current rows whatever the order in which months arrive", () =>
  atDesk(async (desk) => {
    await desk.loadText("august.csv", csr(["2019-08", "AA", "8", "8"]));
    await desk.loadText("july.csv", csr(["2019-07", "AA", "7", "7"]));
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 7 7", "2019-08-01 AA 8 8"]);
  }));

Deno.test("loadFiles() rejects two new files for one period when none says it is a re-issue", () =>
  atDesk(async (desk) => {
    await desk.loadText("june.csv", csr(["2019-06", "AA", "6", "6"]));
    const before = await desk.hash();
    const first = await desk.write("a.csv", JULY);
    const second = await desk.write("b.csv", csr(["2019-07", "AA", "", "1"]));
    const { outcomes } = await desk.load([first, second]);
    deepStrictEqual(outcomes.map(({ status }) => status), ["rejected", "rejected"]);
    match(
      outcomes[0]!.messages[0]!,
      /^Cannot load "a\.csv" because "b\.csv" brings csr_variance 2019-07, too: put re-issue/,
    );
    strictEqual(await desk.hash(), before);
  }));

Deno.test("loadFiles() lets a file that says it is a re-issue replace the other one, whatever their order", async () => {
  const revised = csr(["2019-07", "AA", "", "1"]);
  const cases: [name: string, text: string][] = [
    ["a re-issue.csv", revised],
    ["a_reissued_2019-07.csv", revised],
    ["a resubmission.csv", revised],
    ["a.csv", `CSR Forecast Variance July 2019 (Revised),,,,\n${revised}`],
  ];
  for (const [name, text] of cases) {
    await atDesk(async (desk) => {
      const { outcomes } = await desk.load([await desk.write(name, text), await desk.write("original.csv", JULY)]);
      deepStrictEqual(outcomes.map(({ status }) => status), ["superseded", "loaded"], name);
      deepStrictEqual(await desk.csr(), ["2019-07-01 AA - 1"]);
      deepStrictEqual(await desk.query("select file_name from ledger.files where is_reissue"), [{ file_name: name }]);
    });
  }
});

Deno.test("loadFiles() takes the later of two files for one period as the re-issue when told so", () =>
  atDesk(async (desk) => {
    const files = [await desk.write("a.csv", JULY), await desk.write("b.csv", csr(["2019-07", "AA", "", "1"]))];
    const { outcomes } = await desk.load(files, { reissue: true });
    deepStrictEqual(outcomes.map(({ status }) => status), ["loaded", "superseded"]);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA - 1"]);
  }));

Deno.test("loadFiles() says of a file loaded before that another has replaced it since, and how to make it count", () =>
  atDesk(async (desk) => {
    await desk.loadText("first.csv", csr(["2019-07", "AA", "1", "2"]));
    await desk.loadText("second re-issue.csv", csr(["2019-07", "AA", "1", "3"]));
    const first = join(desk.folder, "first.csv");
    const note = 'replaced since by "second re-issue.csv" for csr_variance 2019-07';
    const [again] = (await desk.load([first])).outcomes;
    deepStrictEqual([again!.status, again!.notes], ["unchanged", [note]]);
    const [insisted] = (await desk.load([first], { reissue: true })).outcomes;
    deepStrictEqual(insisted!.notes, [
      `${note}; the same bytes are never loaded twice: save it anew to make it count again`,
    ]);
    const [current] = (await desk.load([join(desk.folder, "second re-issue.csv")])).outcomes;
    deepStrictEqual(current!.notes, []);
  }));

Deno.test("loadFiles() names which of two files would count as the re-issue, the last in their order", () =>
  atDesk(async (desk) => {
    const files = [
      await desk.write("b re-issue.csv", csr(["2019-07", "AA", "1", "2"])),
      await desk.write("a re-issue.csv", csr(["2019-07", "AA", "1", "3"])),
    ];
    const { outcomes } = await desk.load(files);
    deepStrictEqual(outcomes.map(({ messages }) => messages), [
      [
        'Cannot load "b re-issue.csv" because "a re-issue.csv" brings csr_variance 2019-07, too and each says it is a ' +
        're-issue: load the one that counts alone, or give --reissue, and "a re-issue.csv", the last of them, counts',
      ],
      [
        'Cannot load "a re-issue.csv" because "b re-issue.csv" brings csr_variance 2019-07, too and each says it is a ' +
        're-issue: load the one that counts alone, or give --reissue, and "a re-issue.csv", the last of them, counts',
      ],
    ]);
  }));

Deno.test("loadFiles() rejects two rows with one key, naming both, in one sheet and across sheets", () =>
  atDesk(async (desk) => {
    const outcome = await desk.loadText(
      "july.csv",
      csr(["2019-07", "AA", "1", "1"], ["2019-07", "BB", "1", "1"], ["Jul-19", "AA", "2", "2"], [
        "2019-07",
        "AA",
        "3",
        "3",
      ]),
    );
    strictEqual(outcome.status, "rejected");
    deepStrictEqual(outcome.messages, [
      'Cannot load "july.csv" because july!B4 (User ID) must not share its Reporting Month and User ID with row 2: remove or correct one of the two rows',
      'Cannot load "july.csv" because july!B5 (User ID) must not share its Reporting Month and User ID with row 2: remove or correct one of the two rows',
    ]);
    const { utils, write } = await import("@e965/xlsx");
    const book = utils.book_new();
    const header = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
    utils.book_append_sheet(book, utils.aoa_to_sheet([header, ["2019-07", userIdOf("AA"), "", 1, 1]]), "One");
    utils.book_append_sheet(book, utils.aoa_to_sheet([[], header, ["2019-07", userIdOf("AA"), "", 2, 2]]), "Two");
    const path = await desk.write("tabs.xlsx", new Uint8Array(write(book, { type: "array", bookType: "xlsx" })));
    const { outcomes } = await desk.load([path]);
    match(outcomes[0]!.messages.join(), /Two!B3 \(User ID\) must not share .* with row 2 of sheet "One"/);
  }));

Deno.test("loadFiles() names rows with one key beside the other mistakes of the file", () =>
  atDesk(async (desk) => {
    const { status, messages } = await desk.loadText(
      "july.csv",
      csr(["2019-07", "A1", "5", "n/a"], ["2019-07", "B1", "1", "1"], ["2019-07", "B1", "2", "2"]),
    );
    strictEqual(status, "rejected");
    deepStrictEqual(messages, [
      'Cannot load "july.csv" because july!E2 (Actual Volume) must be a whole number of requests: current value is "n/a"',
      'Cannot load "july.csv" because july!B4 (User ID) must not share its Reporting Month and User ID with row 3: ' +
      "remove or correct one of the two rows",
    ]);
    deepStrictEqual(await desk.csr(), []);
  }));

Deno.test("loadFiles() counts the duplicates it does not list", () =>
  atDesk(async (desk) => {
    const twice = Array.from(
      { length: 30 },
      (_, i): [string, string, string, string] => ["2019-07", `U${i % 15}`, "1", "1"],
    );
    const { problems } = await desk.loadText("july.csv", csr(...twice));
    strictEqual(problems.length, 15);
    const many = Array.from(
      { length: 60 },
      (_, i): [string, string, string, string] => ["2019-07", `U${i % 20}`, "1", "1"],
    );
    const counted = await desk.loadText("more.csv", csr(...many));
    strictEqual(counted.problems.length, 21);
    strictEqual(counted.problems.reduce((sum, { cells }) => sum + cells, 0), 40);
  }));

Deno.test("loadFiles() sets bad rows and rows with one key aside when asked, and loads the others", () =>
  atDesk(async (desk) => {
    const text = csr(
      ["2019-07", "AA", "1", "1"],
      ["2019-07", "BB", "x", "n/a"],
      ["2019-07", "CC", "1", "1"],
      ["2019-07", "CC", "2", "2"],
    );
    const outcome = await desk.loadText("july.csv", text, { quarantine: true });
    strictEqual(outcome.status, "loaded");
    strictEqual(outcome.quarantinedRows, 3);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 1"]);
    deepStrictEqual(await desk.query("select row_count from ledger.loads"), [{ row_count: 1 }]);
    deepStrictEqual(
      await desk.query(
        "select file_id, extract, sheet, period, source_row, cell, value from ledger.quarantine order by source_row, cell",
      ),
      [
        { source_row: 3, cell: "D3", value: "x" },
        { source_row: 3, cell: "E3", value: "n/a" },
        { source_row: 4, cell: "B4", value: null },
        { source_row: 5, cell: "B5", value: null },
      ].map((row) => ({ file_id: 1, extract: "csr_variance", sheet: "july", period: "2019-07-01", ...row })),
    );
  }));

Deno.test("loadFiles() rejects a file whose every row is bad, and one without rows, also with quarantine", () =>
  atDesk(async (desk) => {
    const bad = await desk.loadText("bad.csv", csr(["2019-07", "AA", "x", "y"]), { quarantine: true });
    deepStrictEqual([bad.status, bad.problems.length], ["rejected", 2]);
    const empty = await desk.loadText("empty.csv", csr(), { quarantine: true });
    deepStrictEqual([empty.status, empty.messages.length], ["rejected", 1]);
  }));

Deno.test("loadFiles() rejects what no contract knows and what cannot be read, and goes on", () =>
  atDesk(async (desk) => {
    const { outcomes } = await desk.load([
      await desk.write("unknown.csv", "Colour,Shape\nred,round\n"),
      await desk.write("broken.xlsx", "PK\x03\x04 not a workbook"),
      await desk.write("empty.csv", ""),
      await desk.write("july.csv", JULY),
    ]);
    deepStrictEqual(outcomes.map(({ status }) => status), ["rejected", "rejected", "rejected", "loaded"]);
    for (const { messages } of outcomes.slice(0, 3)) match(messages.join("\n"), /^Cannot (?:load|read) "/);
  }));

Deno.test({
  name: "loadFiles() rejects a pipe that nobody writes to instead of waiting for it",
  ignore: Deno.build.os === "windows", // It has no named pipes in folders.
  fn: () =>
    atDesk(async (desk) => {
      const pipe = `${desk.folder}/july.csv`;
      await new Deno.Command("mkfifo", { args: [pipe] }).output();
      const { outcomes } = await desk.load([pipe]);
      deepStrictEqual(outcomes.map(({ status, messages }) => [status, messages]), [
        ["rejected", ['Cannot load "july.csv" because it is no regular file: give a file']],
      ]);
    }),
});

Deno.test("loadFiles() publishes new definitions without a file", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", JULY);
    // As an older version of this project left it.
    const { openPrivate } = await import("../../etl/db/open_warehouse.ts");
    {
      using older = await openPrivate(desk.warehouse);
      await older.connection.run(
        "drop view csr_variance_summary; update ledger.definitions set sha256 = 'older' where name = 'csr_variance_summary'; force checkpoint",
      );
    }
    deepStrictEqual(await desk.load([]), { outcomes: [], isPublished: true, changedContracts: [] });
    strictEqual((await desk.query("select actual_volume from csr_variance_summary"))[0]!.actual_volume, 115);
  }));

Deno.test("loadFiles() says once which files were read under a contract that has changed since", () =>
  atDesk(async (desk) => {
    await desk.loadText("july.csv", JULY);
    const { openPrivate } = await import("../../etl/db/open_warehouse.ts");
    {
      using older = await openPrivate(desk.warehouse);
      // Of actions nothing is loaded.
      await older.connection.run(
        "update ledger.definitions set sha256 = 'older' where name in ('csr_variance', 'actions'); force checkpoint",
      );
    }
    deepStrictEqual(await desk.load([]), { outcomes: [], isPublished: true, changedContracts: ["csr_variance"] });
    deepStrictEqual((await desk.load([])).changedContracts, []);
  }));

Deno.test("loadFiles() reports where it has got to", () =>
  atDesk(async (desk) => {
    const seen: string[] = [];
    const files = [await desk.write("a.csv", JULY), await desk.write("b.csv", csr(["2019-08", "AA", "", "1"]))];
    await desk.load(files, {
      onProgress: ({ name, place, files, rows }) => seen.push(`${name} ${place}/${files} ${rows}`),
    });
    deepStrictEqual(seen, ["a.csv 1/2 0", "a.csv 1/2 2", "b.csv 2/2 0", "b.csv 2/2 1"]);
  }));
