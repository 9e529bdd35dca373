import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { PROJECT } from "../../etl/warehouse/definitions.ts";

const PAGE = await Deno.readTextFile(join(PROJECT, "docs/add-a-report.md"));

/** What the page has one write: each block of code with the last file name before it, and the commands. */
function steps(): { files: [path: string, text: string][]; commands: string[] } {
  const files: [string, string][] = [];
  const commands: string[] = [];
  let path = "";
  for (const [, name, kind, code] of PAGE.matchAll(/`([\w/.-]+\.(?:ts|sql|csv))`|^```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (name !== undefined) path = name;
    else if (kind === "sh") commands.push(...code!.trim().split("\n"));
    else files.push([path, code!]);
  }
  return { files, commands };
}

/** A project of its own, with everything a verb reads. */
async function copyProject(target: string): Promise<void> {
  const copy = async (path: string): Promise<void> => {
    const { isDirectory } = await Deno.stat(join(PROJECT, path));
    if (!isDirectory) {
      await Deno.mkdir(dirname(join(target, path)), { recursive: true });
      return await Deno.copyFile(join(PROJECT, path), join(target, path));
    }
    for await (const entry of Deno.readDir(join(PROJECT, path))) await copy(join(path, entry.name));
  };
  for (const path of ["etl", "queries", "data/reference", "deno.json", "deno.lock", "package.json"]) await copy(path);
}

/** Runs a command of the page, which must end with a code, and returns what it said. */
async function run(project: string, command: string, expected = 0): Promise<string> {
  const [program, ...args] = command.split(" ");
  strictEqual(program, "deno");
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: project,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  strictEqual(code, expected, `${command}\n${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

Deno.test("docs/add-a-report.md adds a report to Annex A, the paper and the headlines", async () => {
  const project = await Deno.makeTempDir();
  try {
    const { files, commands } = steps();
    deepStrictEqual(files.map(([path]) => path), [
      "etl/extracts/outages.ts",
      "queries/staging/stg_outages.sql",
      "queries/measures/outage_summary.sql",
      "queries/annex/observations_outages.sql",
      "data/reference/reports.csv",
      "data/reference/report_spellings.csv",
      "outages.csv",
    ]);
    await copyProject(project);
    for (const [path, text] of files) {
      await Deno.writeTextFile(join(project, path), text, { append: path.startsWith("data/reference/") });
    }
    for (const command of commands) await run(project, command);

    const read = (name: string) => Deno.readTextFile(join(project, "out/2019-07/white", name));
    const annex = parse(await read("tables/annex_a.csv"), { columns: true, bom: true }) as Record<string, string>[];
    const row = annex.find((one) => one.report_number === "14");
    ok(row, "Annex A has no row 14");
    strictEqual(row.report_name, "Outage Report");
    strictEqual(row.purpose, "Lists outages and how long they lasted.");
    strictEqual(row.delivery_per_sec, "Monthly – 10th Working Day following month end.");
    strictEqual(
      row.observations,
      "The report register has no entry for July 2019.\nThere were 2 outages of 1,245 minutes in all.",
    );
    match(await read("paper.md"), /### 3\.9 Outage Report\n\n.*\n\nThere were 2 outages of 1,245 minutes in all\.\n/);
    match(await read("headlines.md"), /### 3\.7 Outage Report – July 2019\n/);

    // Merged loads without a staging query that merges them: the outage of two files counts twice.
    const contract = join(project, "etl/extracts/outages.ts");
    const text = await Deno.readTextFile(contract);
    await Deno.writeTextFile(contract, text.replace("  key: [", '  replaces: "key",\n  key: ['));
    const [header, outage] = files.at(-1)![1].split("\n");
    await Deno.writeTextFile(join(project, "more.csv"), `${header}\n${outage!.replace("45", "50")}\n`);
    await run(project, "deno task load more.csv");
    for (const asked of ["deno task check", "deno task check --month 2019-07"]) {
      match(
        await run(project, asked, 5),
        /error: check_keys_unique fails with 2 rows\n.*\n {2}outages\.csv outages!A2: .*\n {2}more\.csv more!A2: /,
      );
    }
  } finally {
    await Deno.remove(project, { recursive: true });
  }
});

Deno.test("docs/add-a-report.md writes what the gate accepts", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, text] of steps().files) {
      const file = join(folder, path);
      await Deno.mkdir(dirname(file), { recursive: true });
      if (/\.(ts|sql)$/.test(path)) await Deno.writeTextFile(file, text);
    }
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--check", "--config", join(PROJECT, "deno.json"), folder],
      stdout: "null",
    }).output();
    strictEqual(code, 0, new TextDecoder().decode(stderr));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
