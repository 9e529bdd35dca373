import { deepStrictEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { listInbox } from "../../etl/load/list_inbox.ts";
import { fixture } from "../workbook/read_cells.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("listInbox() lists spreadsheets of every kind by name, and says what it leaves out", () =>
  withFolder(async (folder) => {
    const names = [
      "b.xls",
      "B.ods",
      "a.CSV",
      "c.tsv",
      "d.xlsm",
      "e.xlsb",
      "é.xlsx",
      "~$b.xls",
      ".hidden.csv",
      "note.txt",
    ];
    for (const name of names) await Deno.writeTextFile(join(folder, name), "");
    await Deno.mkdir(join(folder, "2018.xlsx"));
    const { files, notes, refused } = await listInbox(folder);
    deepStrictEqual(
      files.map((file) => file.slice(folder.length + 1)),
      ["B.ods", "a.CSV", "b.xls", "c.tsv", "d.xlsm", "e.xlsb", "é.xlsx"],
    );
    deepStrictEqual(notes, [
      'Skipped "2018.xlsx": a folder; give it with --inbox to load it',
      'Skipped ".hidden.csv": a hidden file',
      'Skipped "note.txt": not a spreadsheet by its ending',
      'Skipped "~$b.xls": a lock file, the workbook is open in Excel',
    ]);
    deepStrictEqual(refused, []);
  }));

Deno.test("listInbox() refuses files that nobody can read when there is nothing else, and says what each is", () =>
  withFolder(async (folder) => {
    for (const name of ["table.numbers", "extracts.zip"]) {
      await Deno.copyFile(fixture(name), join(folder, name));
    }
    await Deno.writeTextFile(join(folder, "paper.pdf"), "%PDF-1.7");
    await Deno.writeTextFile(join(folder, "table.xyz"), "a,b\n");
    await Deno.writeTextFile(join(folder, "README.txt"), "put extracts here");
    await Deno.writeTextFile(join(folder, ".gitkeep"), "");
    const { files, notes, refused } = await listInbox(folder);
    deepStrictEqual(files, []);
    deepStrictEqual(notes, [
      'Skipped ".gitkeep": a hidden file',
      'Skipped "README.txt": not a spreadsheet by its ending',
    ]);
    deepStrictEqual(refused.map(({ reason }) => reason), [
      'Cannot load "extracts.zip" because it is a zip file of 2 spreadsheets ("csr.csv", "sr.xlsx"); unpack it, and load ' +
      "what is in it",
      'Cannot load "paper.pdf" because it holds a PDF document; ask the sender for the workbook it was made from',
      'Cannot load "table.numbers" because it is a Numbers document; export it from Numbers as an Excel workbook',
      `Cannot load "table.xyz" because its name ends like no spreadsheet's; save it as .xlsx or .csv, or remove it`,
    ]);
    await Deno.writeTextFile(join(folder, "csr.csv"), "");
    const beside = await listInbox(folder);
    deepStrictEqual(beside.refused, []);
    deepStrictEqual(beside.notes.length, 6);
    deepStrictEqual(
      beside.notes[2],
      'Skipped "extracts.zip": it is a zip file of 2 spreadsheets ("csr.csv", "sr.xlsx"); unpack it, and load what is in it',
    );
  }));

Deno.test("listInbox() refuses nothing in a folder without files but hidden ones and a readme", () =>
  withFolder(async (folder) => {
    for (const name of [".gitkeep", "~$a.xlsx", "README.md"]) await Deno.writeTextFile(join(folder, name), "");
    deepStrictEqual((await listInbox(folder)).refused, []);
  }));

Deno.test("listInbox() follows links within the inbox, and refuses those that leave it or lead nowhere", () =>
  withFolder(async (folder) => {
    const inbox = join(folder, "inbox");
    await Deno.mkdir(inbox);
    // A folder whose name begins like the inbox's is not in it.
    await Deno.mkdir(join(folder, "inbox2"));
    await Deno.writeTextFile(join(folder, "inbox2", "secret.csv"), "");
    await Deno.writeTextFile(join(inbox, "real.csv"), "");
    await Deno.symlink(join(inbox, "real.csv"), join(inbox, "inside.csv"));
    await Deno.symlink(join(folder, "inbox2", "secret.csv"), join(inbox, "leaving.csv"));
    await Deno.symlink("../inbox2/secret.csv", join(inbox, "relative.csv"));
    await Deno.symlink("nowhere.csv", join(inbox, "dangling.csv"));
    const { files, refused } = await listInbox(inbox);
    deepStrictEqual(files, [join(inbox, "inside.csv"), join(inbox, "real.csv")]);
    deepStrictEqual(refused.map(({ path }) => path), [
      join(inbox, "dangling.csv"),
      join(inbox, "leaving.csv"),
      join(inbox, "relative.csv"),
    ]);
  }));

Deno.test({
  name: "listInbox() leaves out a pipe and a link to a folder, neither of which is ever opened",
  ignore: Deno.build.os === "windows", // It has no named pipes in folders.
  fn: () =>
    withFolder(async (folder) => {
      await new Deno.Command("mkfifo", { args: [join(folder, "pipe.xlsx")] }).output();
      await Deno.mkdir(join(folder, "older"));
      await Deno.symlink("older", join(folder, "older.xlsx"));
      const { files, notes, refused } = await listInbox(folder);
      deepStrictEqual([files, refused], [[], []]);
      deepStrictEqual(notes.slice(1), [
        'Skipped "older.xlsx": no file, but a pipe, a device or a link to a folder',
        'Skipped "pipe.xlsx": no file, but a pipe, a device or a link to a folder',
      ]);
    }),
});

Deno.test("listInbox() says what to do when there is no folder", () =>
  withFolder(async (folder) => {
    const message = /^Cannot read inbox ".*" because there is no such folder: create it .* or give --inbox DIR/;
    await rejects(() => listInbox(join(folder, "none")), { exitCode: 2, message });
    const file = join(folder, "file.csv");
    await Deno.writeTextFile(file, "");
    await rejects(() => listInbox(file), { exitCode: 2, message });
  }));

Deno.test("listInbox() lists a second re-issue after the first, and a tenth after the ninth", () =>
  withFolder(async (folder) => {
    const inOrder = [
      "csr.csv",
      "csr re-issue.csv",
      "csr re-issue 2.csv",
      "csr re-issue 10.csv",
      "csr-02.csv",
      "csr-2.csv",
    ];
    for (const name of inOrder.toReversed()) await Deno.writeTextFile(join(folder, name), "");
    const { files } = await listInbox(folder);
    deepStrictEqual(files.map((file) => file.slice(folder.length + 1)), inOrder);
  }));
