import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { atDesk, csr, type Desk } from "../load/fixture.ts";

const JULY = csr(["2019-07", "AA", "100", "110"], ["2019-07", "BB", "", "5"]);

/** Every report of the July 2019 annex but CSR and the actions, explained; 10 and 11 are delivered inside 1. */
const REGISTER = "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  "5,2019-07,14/08/2019,,,\n1,2019-06,,,,INC000000439813\n2,2019 Q2,,,,Not built\n3,2019 Q2,,,,Not built\n" +
  "7,2019 Q2,,,,Not built\n" + [4, 6, 8, 9, 13].map((report) => `${report},2019-07,,,,Not built\n`).join("");

/** `run` as a scheduler calls it, in a process of its own. */
function start(desk: Desk, ...args: string[]): Deno.ChildProcess {
  const options = ["--inbox", join(desk.folder, "inbox"), "--out", join(desk.folder, "out"), "--no-notebooks"];
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "etl/main.ts", "run", "--warehouse", desk.warehouse, ...options, ...args],
    env: { SECRET_OF_THE_SCHEDULER: "hunter2" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function run(desk: Desk, ...args: string[]) {
  const { code, stdout, stderr } = await start(desk, ...args).output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

async function log(desk: Desk): Promise<Record<string, unknown>[]> {
  const text = await Deno.readTextFile(`${desk.warehouse}.runs.jsonl`);
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

Deno.test("run makes the newest complete month, then finds nothing to do until something is new", (t) =>
  atDesk(async (desk) => {
    await Deno.mkdir(join(desk.folder, "inbox"));
    await t.step("an empty inbox is nothing to do, exit 0", async () => {
      const { code, err } = await run(desk);
      strictEqual(code, 0);
      match(err, /^Nothing to do: nothing is loaded yet$/m);
    });

    await desk.write("inbox/july.csv", JULY);
    await t.step("no complete month is nothing to do, and what it lacks is named", async () => {
      const { code, err } = await run(desk);
      strictEqual(code, 0);
      match(
        err,
        /^Nothing to do: no month is complete; 2019-07 lacks Performance Measurement Report, .*; --month makes/m,
      );
    });

    await desk.write("inbox/register.csv", REGISTER);
    await t.step("the register's reasons complete the month: its annex is made", async () => {
      const { code, out, err } = await run(desk);
      strictEqual(code, 0, err);
      match(out, /annex-a\.html$/m);
      ok((await Deno.stat(join(desk.folder, "out/2019-07/white/manifest.json"))).isFile);
    });

    await t.step("again there is nothing to do; as JSON, every line is an object on stderr", async () => {
      const before = await desk.hash();
      const { code, out, err } = await run(desk, "--log", "json");
      deepStrictEqual([code, out], [0, ""]);
      const lines = err.trimEnd().split("\n").map((line) => JSON.parse(line));
      match(lines.at(-1).message, /^Nothing to do: .*2019-07.white is up to date$/);
      deepStrictEqual([lines.at(-1).step, lines.at(-1).kind], ["Load", "note"]);
      strictEqual(await desk.hash(), before);
    });

    await t.step("a rejected file exits 4 and reaches --on-failure, without the scheduler's environment", async () => {
      await desk.write("inbox/bad.csv", csr(["2019-08", "AA", "", "31415.9"]));
      const mail = join(desk.folder, "mail");
      const { code } = await run(desk, "--on-failure", `cat > '${mail}'; env >> '${mail}'`);
      strictEqual(code, 4);
      const text = await Deno.readTextFile(mail);
      match(text, /^Annexa: the run of 2019-07 ended with exit 4: Nothing to do: .* is up to date; 1 file rejected\n/);
      match(text, /^rejected {4}bad\.csv: /m);
      match(text, /^ANNEXA_EXIT_CODE=4$/m);
      ok(!text.includes("hunter2") && !text.includes("31415"), text);
      ok(!/^unchanged /m.test(text), text);
    });

    await t.step("every line is JSON when the call is wrong, too, and what the command on failure says", async () => {
      const mail = join(desk.folder, "wrong");
      const { code, out, err } = await run(
        desk,
        ...["--month", "2019-13", "--log", "json", "--on-failure", `cat > '${mail}'; echo no mail >&2; exit 3`],
      );
      deepStrictEqual([code, out], [2, ""]);
      deepStrictEqual(err.trimEnd().split("\n").map((line) => JSON.parse(line).message), [
        'Cannot read "2019-13" as a month: write it as YYYY-MM, such as 2019-07',
        "no mail",
        "Cannot report the failure with --on-failure because it ended with exit code 3",
      ]);
      match(await Deno.readTextFile(mail), /^Annexa: the run of 2019-13 ended with exit 2: Cannot read "2019-13"/);
      const watched = await run(desk, "--watch", "--audience", "blue", "--log", "json");
      deepStrictEqual([watched.code, JSON.parse(watched.err).kind], [2, "note"]);
    });

    await t.step("the log has two lines a run, and a killed run's torn line spoils no other", async () => {
      const runs = await log(desk);
      deepStrictEqual(runs.map(({ exit_code }) => exit_code), [null, 0, null, 0, null, 0, null, 0, null, 4, null, 2]);
      deepStrictEqual(
        [runs.at(-3)!.unchanged, runs.at(-3)!.rejected, runs.at(-3)!.month],
        [2, 1, "2019-07"],
      );
      await Deno.writeTextFile(`${desk.warehouse}.runs.jsonl`, '{"run":"2019', { append: true });
      await run(desk);
      const lines = (await Deno.readTextFile(`${desk.warehouse}.runs.jsonl`)).trimEnd().split("\n");
      const [torn, began, ended] = lines.slice(-3) as [string, string, string];
      strictEqual(torn, '{"run":"2019');
      deepStrictEqual([began, ended].map((line) => JSON.parse(line).exit_code), [null, 4]);
    });
  }));

Deno.test("run tells --on-failure and the log of rows that a re-issue took away, and exits 0", () =>
  atDesk(async (desk) => {
    await Deno.mkdir(join(desk.folder, "inbox"));
    await desk.write("inbox/july.csv", JULY);
    await desk.write("inbox/july re-issue.csv", JULY.split("\n").slice(0, 2).join("\n"));
    const mail = join(desk.folder, "mail");
    const { code, err } = await run(desk, "--on-failure", `cat > '${mail}'`);
    strictEqual(code, 0, err);
    const told = /"july re-issue\.csv" took away 1 of the 2 rows of csr_variance 2019-07/;
    match(await Deno.readTextFile(mail), told);
    match(String((await log(desk)).at(-1)!.message), told);
  }));

Deno.test("run exits 3 while another writes, logs it, and says who it is to --on-failure", () =>
  atDesk(async (desk) => {
    await Deno.mkdir(join(desk.folder, "inbox"));
    await desk.write("inbox/july.csv", JULY);
    using lock = await Deno.open(`${desk.warehouse}.lock`, { create: true, write: true });
    await lock.lock(true);
    await lock.write(new TextEncoder().encode("process 4711, since 2019-08-14T09:00:00\n"));
    const mail = join(desk.folder, "mail");
    const { code, err } = await run(desk, "--on-failure", `cat > '${mail}'`);
    strictEqual(code, 3);
    match(err, /^Cannot write ".*" because process 4711, since 2019-08-14T09:00:00 is writing it/m);
    match(await Deno.readTextFile(mail), /ended with exit 3: Load failed: Cannot write .* process 4711/);
    strictEqual((await log(desk)).at(-1)!.exit_code, 3);
  }));

Deno.test("run --watch waits until a file is whole, makes the month, and ends when asked to", () =>
  atDesk(async (desk) => {
    await Deno.mkdir(join(desk.folder, "inbox"));
    await desk.write("inbox/register.csv", REGISTER);
    const child = start(desk, "--watch", "--settle", "0.3");
    const lines = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
    let said = "";
    const until = async (pattern: RegExp) => {
      while (!pattern.test(said)) {
        const { value, done } = await lines.read();
        if (done) throw new Error(`it ended before ${pattern}: ${said}`);
        said += value;
      }
      said = "";
    };
    await until(/Nothing to do: no month is complete/);
    // Written in two parts: the first alone would be a file with a row less.
    const path = join(desk.folder, "inbox/july.csv");
    await Deno.writeTextFile(path, JULY.slice(0, -12));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Deno.writeTextFile(path, JULY.slice(-12), { append: true });
    await until(/Annex A: DCC SEC Panel Reports, July 2019/);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 100 110", "2019-07-01 BB - 5"]);
    deepStrictEqual(await desk.query("select count(*) as files from ledger.files"), [{ files: 2 }]);
    child.kill("SIGTERM");
    strictEqual((await child.status).code, 0);
    await lines.cancel();
    await child.stdout.cancel();
  }));
