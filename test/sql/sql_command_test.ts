import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { appendRun, runLogPath } from "../../etl/cli/run_log.ts";
import { openWorkbook } from "../../etl/workbook/open_workbook.ts";
import type { Cell } from "../../etl/workbook/cell.ts";
import { withWarehouse } from "./sample_warehouse.ts";

const MAIN = decodeURIComponent(new URL("../../etl/main.ts", import.meta.url).pathname);
const CONFIG = decodeURIComponent(new URL("../../deno.json", import.meta.url).pathname);
const RUN = ["run", "-q", "--no-prompt", "--no-check", `--config=${CONFIG}`, "-P=ask", MAIN, "sql"];

/** What a cell is and holds; empty for none. */
function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  return `${cell.kind} ${
    cell.kind === "number" || cell.kind === "boolean"
      ? cell.value
      : cell.kind === "date"
      ? cell.iso.slice(0, 10)
      : cell.kind === "uncached"
      ? cell.formula
      : cell.text
  }`;
}

/** Runs `sql` in a process of its own, with the permissions its task gives it. */
async function run(args: readonly string[], input = "") {
  const command = new Deno.Command(Deno.execPath(), {
    args: [...RUN, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  await using child = command.spawn();
  const writer = child.stdin.getWriter();
  // A process that does not read what is piped in may be gone before it is written.
  await writer.write(new TextEncoder().encode(input)).then(() => writer.close()).catch(() => {});
  const { code, stdout, stderr } = await child.output();
  return { code, stdout, out: new TextDecoder().decode(stdout), said: new TextDecoder().decode(stderr) };
}

Deno.test("sql prints the answer on stdout and says what is about it on stderr", () =>
  withWarehouse(async (path) => {
    const { code, out, said } = await run(["--warehouse", path, "select actual_volume from users order by 1"]);
    deepStrictEqual([code, out], [0, "actual_volume\r\n-3\r\n0\r\n110\r\n"]);
    match(said, /^3 rows in \d\.\d{3} s, Amber\n$/);
  }));

Deno.test("sql takes the query from its argument, a file or a pipe, and not from two of them", () =>
  withWarehouse(async (path, folder) => {
    const file = join(folder, "one.sql");
    await Deno.writeTextFile(file, "select 1 as one -- of a file\n");
    strictEqual((await run(["--warehouse", path, "--file", file])).out, "one\r\n1\r\n");
    strictEqual((await run(["--warehouse", path], "select 1 as one;\n")).out, "one\r\n1\r\n");
    const both = await run(["--warehouse", path, "select 1", "--file", file]);
    deepStrictEqual([both.code, both.out], [2, ""]);
    match(both.said, /^Cannot run both a QUERY and --file/);
    const none = await run(["--warehouse", path]);
    deepStrictEqual([none.code, none.out], [2, ""]);
    match(none.said, /^Cannot run sql without a query: give QUERY, --file FILE, or pipe one in\n$/);
  }));

Deno.test("sql runs a query of the project by its name, for a month and values of its columns", () =>
  withWarehouse(async (path) => {
    const named = await run(["--warehouse", path, "--query", "users", "--month", "2019-07", "actual_volume=110"]);
    deepStrictEqual([named.code, named.out.split("\r\n")[1]], [0, "90-B3-D5-1F-30-01-00-00,Ada,110,112.5,2019-07-01"]);
    const refused = await run(["--warehouse", path, "--query", "users", "audience=white"]);
    deepStrictEqual([refused.code, refused.out], [6, ""]);
    match(refused.said, /^Cannot answer for the White audience because the answer is Amber/);
    const wrong: [string[], RegExp][] = [
      [["--query", "users", "North"], /^Cannot read "North" as a parameter: write it as NAME=VALUE/],
      [["--query", "users", "--month", "2019-07", "month=2019-08"], /^Cannot run the query with two values of "month"/],
      [["--query", "users", "--file", "one.sql"], /^Cannot run both --query users and --file "one\.sql"/],
      [["--month", "2019-07"], /^Cannot run sql with --month alone: it is for --query NAME/],
      [["select 1", "2"], /^Cannot run sql because it takes no argument "2"/],
    ];
    for (const [args, message] of wrong) {
      const { code, said } = await run(["--warehouse", path, ...args]);
      strictEqual(code, 2);
      match(said, message);
    }
  }));

Deno.test("sql runs a command of the shell, and prints it whole", () =>
  withWarehouse(async (path) => {
    const described = await run(["--warehouse", path, ".describe users"]);
    strictEqual(described.code, 0);
    match(described.out, /^grain: one row per User\n[^]*\nactual_volume {8}INTEGER {7}amber\n/);
    match(
      (await run(["--warehouse", path, ".queries known"])).out,
      /^query +parameters +grain[^]*users_known +user_id, audience/,
    );
    const asked = await run(["--warehouse", path, "--json", ".query users month=2019-07"]);
    strictEqual(JSON.parse(asked.out)[0].user_name, "Ada");
    const wrong = await run(["--warehouse", path, ".discribe users"]);
    deepStrictEqual([wrong.code, wrong.out], [2, ""]);
    match(wrong.said, /^Cannot run "\.discribe" because there is no such command: did you mean \.describe\n$/);
  }));

Deno.test("sql writes JSON that holds what the warehouse holds", () =>
  withWarehouse(async (path) => {
    const { code, out } = await run([
      "--warehouse",
      path,
      "--json",
      "select user_name, actual_volume, percent_of_forecast, reporting_month from users order by user_id limit 2",
    ]);
    strictEqual(code, 0);
    deepStrictEqual(JSON.parse(out), [
      { user_name: "Ada", actual_volume: 110, percent_of_forecast: 112.5, reporting_month: "2019-07-01" },
      {
        user_name: "=cmd|' /C calc'!A0",
        actual_volume: -3,
        percent_of_forecast: null,
        reporting_month: "2019-08-01",
      },
    ]);
  }));

Deno.test("sql never cuts an answer short without saying so", () =>
  withWarehouse(async (path) => {
    const table = await run(["--warehouse", path, "from range(1001)", "--format", "table"]);
    strictEqual(table.out.trimEnd().split("\n").length, 1002);
    match(table.said, /^1,001 rows .*\nTruncated to the first 1,000 of 1,001 rows: --max-rows N or all gives more\n$/);
    const all = await run(["--warehouse", path, "from range(1001)", "--format", "table", "--max-rows", "all"]);
    strictEqual(all.out.trimEnd().split("\n").length, 1003);
    const csv = await run(["--warehouse", path, "from range(3000)"]);
    strictEqual(csv.out.split("\r\n").length, 3002);
    const few = await run(["--warehouse", path, "from range(9)", "--json", "--max-rows", "2"]);
    strictEqual(JSON.parse(few.out).length, 2);
    match(few.said, /Truncated to the first 2 of 9 rows/);
  }));

Deno.test("sql answers every measure as known on a day", () =>
  withWarehouse(async (path) => {
    const count = async (...args: string[]) =>
      await run(["--warehouse", path, "select count(*) as n from users_known", ...args]);
    strictEqual((await count()).out, "n\r\n2\r\n");
    const then = await count("--as-of", "2019-07-31");
    strictEqual(then.out, "n\r\n1\r\n");
    match(then.said, /, Amber, as known on 2019-07-31\n$/);
  }));

Deno.test("sql calls wrong options, dates and numbers wrong usage, without opening the warehouse", async () => {
  const wrong: readonly (readonly [args: readonly string[], said: RegExp])[] = [
    [["--as-of", "2019-02-29"], /^Cannot read "2019-02-29" as a day: write it as YYYY-MM-DD/],
    [["--as-of", "yesterday"], /^Cannot read "yesterday" as a day/],
    [["--max-rows", "0"], /^Cannot show at most "0" rows: --max-rows takes a whole number from 1, or all/],
    [["--max-rows", "1e3"], /^Cannot show at most "1e3" rows/],
    [["--timeout", "-1"], /^Cannot run sql: /],
    [["--timeout", "0"], /^Cannot limit the query to "0" seconds/],
    [["--timeout", "99999999"], /^Cannot limit the query to "99999999" seconds/],
    [["--format", "pdf"], /^Cannot write as "pdf": use one of table, csv, json, markdown, xlsx/],
    [["--format", "csv", "--json"], /^Cannot write both --json and --format csv/],
    [["--out", "answer.pdf"], /^Cannot tell the format of "answer.pdf" from its name/],
    [["--file", "no/such.sql"], /^Cannot run both a QUERY and --file/],
    [["--nonsense"], /^Cannot run sql: Unknown option '--nonsense'/],
  ];
  for (const [args, expected] of wrong) {
    const { code, out, said } = await run(["select 1", "--warehouse", "no/such.duckdb", ...args]);
    deepStrictEqual([code, out], [2, ""], args.join(" "));
    match(said, expected);
    strictEqual(said.includes("    at "), false, said);
  }
  const missing = await run(["select 1", "--warehouse", "no/such.duckdb"]);
  strictEqual(missing.code, 2);
  match(missing.said, /^Cannot open "no\/such.duckdb" because there is no such file: run `deno task load` first\n$/);
});

Deno.test("sql refuses what is no reading with 2, and stops at its time limit with 1", () =>
  withWarehouse(async (path) => {
    const refused = await run(["--warehouse", path, "copy users to '/tmp/users.csv'"]);
    deepStrictEqual([refused.code, refused.out], [2, ""]);
    match(refused.said, /^Cannot run COPY because sql only reads: [^\n]*\n$/);
    const endless = "select count(*) from range(100000000) a, range(100000) b where (a.range * b.range) % 7 = 3";
    const late = await run(["--warehouse", path, "--timeout", "0.1", endless]);
    deepStrictEqual([late.code, late.out], [1, ""]);
    match(late.said, /^Cannot finish the query within 0\.1 s, so it was interrupted: --timeout SECONDS allows more\n$/);
  }));

Deno.test("sql writes a file whole, in the format of its name, and leaves nothing else", () =>
  withWarehouse(async (path, folder) => {
    const out = join(folder, "answer.md");
    const { code, out: printed, said } = await run(["--warehouse", path, "select 1 as one", "--out", out]);
    deepStrictEqual([code, printed], [0, ""]);
    match(said, /, written to .*answer\.md\n$/);
    strictEqual(await Deno.readTextFile(out), "| one |\n| ---: |\n| 1 |\n");
    const over = await run(["--warehouse", path, "select 1", "--format", "csv", "--out", path]);
    deepStrictEqual([over.code, over.said], [2, `Cannot write "${path}": it is the warehouse\n`]);
    const nowhere = await run(["--warehouse", path, "select 1", "--out", join(folder, "no", "a.csv")]);
    strictEqual(nowhere.code, 2);
    match(nowhere.said, /^Cannot write ".*": there is no folder ".*no"\n$/);
    deepStrictEqual((await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name).sort(), [
      "answer.md",
      "sample.duckdb",
    ]);
  }));

Deno.test("sql writes a workbook with the answer, and on a second sheet what it was asked and of which file", () =>
  withWarehouse(async (path, folder) => {
    const query = "select user_name, actual_volume, reporting_month\nfrom users order by user_id";
    const file = join(folder, "users.xlsx");
    const entry = { month: "2019-07", audience: "white", loaded: 1, superseded: 0, unchanged: 0, rejected: 0 };
    const times = { run: "2019-08-14T09:00:00.000Z", ended_at: "2019-08-14T09:00:05.000Z", exit_code: 0 };
    appendRun(runLogPath(path), { ...entry, ...times, message: "made the annex of 2019-07" });
    const again = await run(["--warehouse", path, query, "--format", "xlsx"]);
    strictEqual((await run(["--warehouse", path, query, "--as-of", "2019-09-30", "--out", file])).code, 0);
    const sheets = new Map<string, string[][]>();
    for (const sheet of (await openWorkbook(file)).sheets) {
      const rows = (await Array.fromAsync(sheet.rows())).flat();
      sheets.set(sheet.name, rows.map((row) => row.cells.map(cellText)));
    }
    deepStrictEqual([...sheets.keys()], ["Result", "About"]);
    const about = new Map(sheets.get("About")!.map(([label, value]) => [label, value]));
    strictEqual(about.get("text As known on"), "text 2019-09-30");
    strictEqual(about.get("text Warehouse"), "text sample.duckdb");
    strictEqual(about.get("text Last run"), "text 2019-08-14T09:00:00.000Z: made the annex of 2019-07");
    strictEqual(about.get("text Query"), "text select user_name, actual_volume, reporting_month");
    match(String(about.get("text Classification")), /classified as Amber/);
    const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
    strictEqual(about.get("text Warehouse SHA-256"), `text ${new Uint8Array(digest).toHex()}`);
    deepStrictEqual(sheets.get("Result"), [
      ["user_name", "actual_volume", "reporting_month"].map((name) => `text ${name}`),
      ["text Ada", "number 110", "date 2019-07-01"],
      ["text =cmd|' /C calc'!A0", "number -3", "date 2019-08-01"],
      ["text <img onerror=alert(1)>|x", "number 0"],
    ]);
    const same = await run(["--warehouse", path, query, "--format", "xlsx"]);
    deepStrictEqual(same.stdout, again.stdout);
  }));

Deno.test("sql starts with DuckDB and nothing heavy besides", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", `--config=${CONFIG}`, new URL("../../etl/sql/answer_once.ts", import.meta.url).href],
    stdout: "piped",
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: {
      specifier: string;
      dependencies?: { specifier: string; code?: { specifier: string }; isDynamic?: boolean }[];
    }[];
  };
  const bySpecifier = new Map(modules.map((module) => [module.specifier, module]));
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (specifier: string) => {
    if (seen.has(specifier)) return;
    seen.add(specifier);
    for (const dependency of bySpecifier.get(specifier)?.dependencies ?? []) {
      if (dependency.isDynamic || dependency.code === undefined) continue;
      if (/^(?:\.|file:|node:)/.test(dependency.specifier)) visit(dependency.code.specifier);
      else packages.add(dependency.specifier);
    }
  };
  visit(new URL("../../etl/sql/answer_once.ts", import.meta.url).href);
  deepStrictEqual([...packages], ["@duckdb/node-api"]);
});

Deno.test("sql stops quietly when its reader has enough", () =>
  withWarehouse(async (path) => {
    const command = new Deno.Command(Deno.execPath(), {
      args: [...RUN, "--warehouse", path, "from range(2000000)"],
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
    await using child = command.spawn();
    const reader = child.stdout.getReader();
    ok((await reader.read()).value!.length > 0);
    await reader.cancel();
    const said = new TextDecoder().decode(await new Response(child.stderr).arrayBuffer());
    deepStrictEqual([(await child.status).code, said], [0, ""]);
  }));

// util-linux' `script` gives a process a real terminal; elsewhere shell_test.ts types into streams.
if (Deno.build.os === "linux") {
  Deno.test("sql opens a shell on a terminal when no query is given", () =>
    withWarehouse(async (path, folder) => {
      const line = [Deno.execPath(), ...RUN, "--warehouse", path].map((word) => `'${word}'`).join(" ");
      const command = new Deno.Command("script", {
        args: ["-qec", line, "/dev/null"],
        env: { XDG_STATE_HOME: folder, TERM: "xterm", SHELL: "/bin/sh" },
        stdin: "piped",
        stdout: "piped",
        stderr: "null",
      });
      await using child = command.spawn();
      const writer = child.stdin.getWriter();
      const type = (keys: string) => writer.write(new TextEncoder().encode(keys));
      let screen = "";
      const decoder = new TextDecoder();
      const waiting = [
        [/annexa> $/, "select 6 * 7 as answer;\r"],
        [/ 42\n[^]*annexa> $/, "from users_k"],
        [/users_k$/, "\t"],
        [/nown$/, ";\r"],
        [/2 rows in [^]*annexa> $/, "\u0004"],
      ] as [RegExp, string][];
      for await (const piece of child.stdout) {
        screen += stripVTControlCharacters(decoder.decode(piece, { stream: true })).replaceAll("\r\n", "\n");
        if (waiting.length > 0 && waiting[0]![0].test(screen)) {
          screen = "";
          await type(waiting.shift()![1]);
        }
      }
      await writer.close().catch(() => {});
      deepStrictEqual([waiting, (await child.status).code], [[], 0]);
      strictEqual(
        await Deno.readTextFile(join(folder, "annexa", "sql_history")),
        "select 6 * 7 as answer;\nfrom users_known;\n",
      );
    }));
}
