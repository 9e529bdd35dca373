import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { runChecks } from "../../etl/check/run_checks.ts";
import { parseManifest } from "../../etl/manifest/read_manifest.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { copyTree, exitCodes, isAtOnce, killArguments, type KillVerb, prepare } from "./kill_verbs.ts";
import { processesOf } from "./processes_of.ts";
import { stageReached } from "./stage_reached.ts";
import { callStrikes, momentStrike, random, type Strike, type Usual } from "./strikes.ts";
import { warehouseContent } from "./warehouse_content.ts";

/** How many kills, of what, and where the random moments come from. */
export interface KillOptions {
  readonly verb: KillVerb;
  /** `each call`: each of its calls that change a file is hit once. */
  readonly rounds: number | "each call";
  /** SIGKILL when left out. SIGINT and SIGTERM must leave nothing to clear. */
  readonly signal?: "SIGINT" | "SIGTERM";
  /** The same seed kills at the same calls, and at the same shares of the time the verb takes. */
  readonly seed: number;
  readonly onRound?: (round: number) => void;
  /** Ends the rounds early, after the one that is going on. */
  readonly signalToEnd?: AbortSignal;
}

/** What the rounds came to. */
export interface KillReport {
  readonly verb: KillVerb;
  readonly signal: Deno.Signal;
  readonly rounds: number;
  /** Killed while they worked, the others had ended before: at a call that changes a file, or at a random moment. */
  readonly killedAtCall: number;
  readonly killedWithGroup: number;
  readonly killedAlone: number;
  /** After how many the warehouse was as before, and as after; the same for a verb that does not change it. */
  readonly before: number;
  readonly after: number;
  /** How many had their first rerun killed, too. */
  readonly killedAgain: number;
  /** What the verb takes undisturbed, in milliseconds, and its calls that change files. */
  readonly duration: number;
  readonly calls: number;
  /** How many of these calls a kill hit, before them or half way through. */
  readonly callsHit: number;
  /** The longest a process took to end after its signal, in milliseconds. */
  readonly slowest: number;
  /** By what was left behind. */
  readonly stages: Readonly<Record<string, number>>;
}

/** How long what a killed process started may live on, in milliseconds; also on a machine with much else to do. */
const AFTERLIFE_MS = 20_000;

/** How long a process may take to end when it is asked to, in milliseconds, on such a machine. */
const PROMPT_MS = 5_000;

/**
 * Kills a verb (SIGKILL), every other time at one of its calls that change files, each in turn, before it or half way
 * through; else at a random moment of its work, alone or with all it started. What is left is held to what is promised:
 * the published warehouse opens, its error checks hold, and it is as before or as after, never between; so is an output
 * that is put in its place at once, unless it is absent, as between two renames; an annex with a manifest is whole; nothing
 * that was started goes on; a rerun, killed or not, comes to the same content and the same outputs as one that was never
 * disturbed, and leaves no debris.
 *
 * Ctrl-C and SIGTERM are held to more: the process ends soon, with exit 130 or 143, and leaves no file that was not there
 * before or is not there after.
 *
 * @throws {AssertionError} naming the round, at the first that breaks a promise
 */
export async function killRounds(options: KillOptions): Promise<KillReport> {
  const folder = await Deno.makeTempDir({ prefix: "annexa-kill" });
  try {
    return await new Bench(folder, options).run();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A folder with the state before in `template`, and each round's copy of it in `work`. */
class Bench {
  readonly #template: string;
  readonly #work: string;
  readonly #chance: () => number;
  readonly #checked = new Set<string>();
  #slowest = 0;

  constructor(readonly folder: string, readonly options: KillOptions) {
    this.#template = join(folder, "template");
    this.#work = join(folder, "work");
    this.#chance = random(options.seed);
  }

  async run(): Promise<KillReport> {
    const { verb, signal = "SIGKILL" } = this.options;
    await prepare(verb, this.#template, Deno.cwd(), async (args) => {
      strictEqual((await this.#start(args, {}, this.#template).status).code, 0, `the state before: ${args.join(" ")}`);
    });
    const before = await this.#content(this.#template);
    const { size } = await Deno.stat(join(this.#template, "warehouse.duckdb"));
    const usual = await this.#undisturbed();
    const [after, outputs, files] = [await this.#content(this.#work), await this.#outputs(), await this.#files()];
    const outputsBefore = await this.#outputs(this.#template);
    const known = new Set([...files, ...await filesBelow(this.#template)]);
    const rounds = this.options.rounds === "each call" ? usual.calls : this.options.rounds;
    const counts = { killedAtCall: 0, killedWithGroup: 0, killedAlone: 0, before: 0, after: 0, killedAgain: 0 };
    const stages: Record<string, number> = {};
    const hit = new Set<number>();
    const calls = callStrikes(usual, this.#chance);
    let made = 0;
    for (let round = 1; round <= rounds && this.options.signalToEnd?.aborted !== true; round++) {
      made = round;
      await this.#reset();
      const isAtCall = this.options.rounds === "each call" || round % 2 === 1;
      const strike = isAtCall ? calls.next().value : momentStrike(usual, this.#chance);
      const place = `round ${round} of ${verb}, seed ${this.options.seed}, ${signal}, ${JSON.stringify(strike)}`;
      const isKilled = await this.#kill(strike, place);
      if (isKilled) {
        counts[strike.kind === "call" ? "killedAtCall" : strike.isGroup ? "killedWithGroup" : "killedAlone"]++;
      }
      if (isKilled && strike.kind === "call") hit.add(strike.call);
      const found = await this.#content(this.#work);
      const isAfter = !same(found, before);
      if (isAfter) deepStrictEqual(found, after, `${place}: neither as before nor as after`);
      counts[isAfter ? "after" : "before"]++;
      const stage = isKilled ? await stageReached(this.#work, isAfter, size) : "had ended";
      stages[stage] = (stages[stage] ?? 0) + 1;
      await this.#check(found, place);
      await this.#checkAnnex(place);
      const written = await this.#outputs();
      ok(
        !isAtOnce(verb) || same(written, outputs) || same(written, outputsBefore) ||
          (signal === "SIGKILL" && Object.keys(written).length === 0),
        `${place}: outputs neither as before nor as after`,
      );
      if (signal !== "SIGKILL") {
        deepStrictEqual((await this.#files(true)).filter((path) => !known.has(path)), [], `${place}: debris`);
      }
      if (this.#chance() < 0.2 && await this.#kill(momentStrike(usual, this.#chance), place)) counts.killedAgain++;
      const { code } = await this.#start().status;
      ok(exitCodes(verb).again.includes(code), `${place}: the rerun exits ${code}`);
      deepStrictEqual(await this.#content(this.#work), after, `${place}: the rerun's content`);
      deepStrictEqual(await this.#outputs(), outputs, `${place}: the rerun's outputs`);
      deepStrictEqual(await this.#files(), files, `${place}: debris`);
      this.options.onRound?.(round);
    }
    const sorted = Object.fromEntries(Object.entries(stages).sort(([left], [right]) => left < right ? -1 : 1));
    const duration = Math.round(usual.duration);
    const [slowest, callsHit] = [Math.round(this.#slowest), hit.size];
    return { verb, signal, rounds: made, ...counts, duration, calls: usual.calls, callsHit, slowest, stages: sorted };
  }

  async #reset(): Promise<void> {
    await Deno.remove(this.#work, { recursive: true }).catch(() => {});
    await copyTree(this.#template, this.#work);
    await Deno.mkdir(join(this.#work, "tmp"));
  }

  /** Runs the verb once to its end: how long it takes, and which of its calls change files. */
  async #undisturbed(): Promise<Usual> {
    await this.#reset();
    const log = join(this.folder, "calls");
    const began = performance.now();
    const { code } = await this.#start(undefined, { ANNEXA_CALLS: log }).status;
    strictEqual(code, exitCodes(this.options.verb).first, "undisturbed");
    const duration = performance.now() - began;
    const lines = (await Deno.readTextFile(log)).trimEnd().split("\n");
    return { duration, firstCall: parseInt(lines[0]!), calls: lines.length };
  }

  #start(
    given: readonly string[] = killArguments(this.options.verb, this.#work),
    env: Record<string, string> = {},
    folder = this.#work,
  ): Deno.ChildProcess {
    const preload = Object.keys(env).length === 0 ? [] : ["--preload", "test/harness/kill_at_call.ts"];
    const project = this.options.verb === "new" && folder === this.#work ? `${folder}/project/` : "";
    return new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", ...preload, `${project}etl/main.ts`, ...given],
      env: { ...env, ...folder === this.#work ? { TMPDIR: join(folder, "tmp") } : {} },
      detached: true, // A group of its own, to be killed with all it started.
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  /** @returns Whether it was still at work */
  async #kill(strike: Strike, place: string): Promise<boolean> {
    const { signal = "SIGKILL" } = this.options;
    const child = strike.kind === "call"
      ? this.#start(undefined, { ANNEXA_KILL_AT: `${strike.call} ${signal === "SIGKILL" ? strike.how : signal}` })
      : this.#start();
    let asked: number | null = null;
    if (strike.kind === "moment") {
      const timer = setTimeout(() => {
        asked = performance.now();
        try {
          if (strike.isGroup && Deno.build.os !== "windows") Deno.kill(-child.pid, signal);
          else child.kill(signal);
        } catch (error) {
          // It has ended in the same moment.
          if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
        }
      }, strike.after);
      await child.status;
      clearTimeout(timer);
    }
    const ended = await child.status;
    const isKilled = ended.signal === signal || ended.code === { SIGKILL: 137, SIGINT: 130, SIGTERM: 143 }[signal];
    if (!isKilled) {
      ok(
        [exitCodes(this.options.verb).first, ...exitCodes(this.options.verb).again].includes(ended.code),
        `${place}: exit ${ended.code}`,
      );
    }
    if (isKilled && asked !== null) {
      const took = performance.now() - asked;
      ok(signal === "SIGKILL" || took < PROMPT_MS, `${place}: took ${took} ms to end`);
      this.#slowest = Math.max(this.#slowest, took);
    }
    for (const began = performance.now();;) {
      const left = await processesOf(this.#work);
      if (left.length === 0) return isKilled;
      ok(performance.now() - began < AFTERLIFE_MS, `${place}: processes ${left} go on`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #content(folder: string): Promise<Record<string, string>> {
    return warehouseContent(join(folder, "warehouse.duckdb"), {
      without: ["loaded_at", "published_at", "changed_at"],
      views: false,
    });
  }

  /** Equal tables pass equal checks: each state is checked once. */
  async #check(found: Record<string, string>, place: string): Promise<void> {
    const state = JSON.stringify(found);
    if (this.#checked.has(state)) return;
    this.#checked.add(state);
    using warehouse = await openReadOnly(join(this.#work, "warehouse.duckdb"));
    const failed = (await runChecks(warehouse.connection, null)).filter((check) =>
      check.severity === "error" && check.failures.length > 0
    );
    deepStrictEqual(failed.map(({ name }) => name), [], `${place}: checks`);
  }

  /** A manifest is written last: all it names stands beside it, as it says. */
  async #checkAnnex(place: string): Promise<void> {
    const folder = join(this.#work, "out/2019-07/white");
    const path = join(folder, "manifest.json");
    const text = await Deno.readTextFile(path).catch(() => null);
    if (text === null) return;
    for (const output of parseManifest(text, path).outputs) {
      const bytes = await Deno.readFile(join(folder, output.path)).catch(() => new Uint8Array());
      strictEqual(createHash("sha256").update(bytes).digest("hex"), output.sha256, `${place}: ${output.path}`);
    }
  }

  /** Every output by its hash; an annex's manifest says when its files were loaded, which differs from run to run. */
  async #outputs(folder = this.#work): Promise<Record<string, string>> {
    const hashes: Record<string, string> = {};
    for (const path of await filesBelow(folder)) {
      if (NO_OUTPUT.test(path)) continue;
      hashes[path] = createHash("sha256").update(await Deno.readFile(join(folder, path))).digest("hex");
    }
    return hashes;
  }

  /** What a killed process leaves in the system's temporary folder, nobody can clear. */
  async #files(isWithTemporary = false): Promise<string[]> {
    const found = await filesBelow(this.#work);
    ok(found.includes("warehouse.duckdb"));
    return found.filter((path) => isWithTemporary || !path.startsWith("tmp/"));
  }
}

/**
 * What is not an output: the warehouse and what belongs to it, what it is loaded from, drafts, manifests. DuckDB gives each
 * file it makes other bytes, and a workbench's page has its hash.
 */
const NO_OUTPUT = new RegExp(
  "^(warehouse\\.duckdb|archive/|inbox/|tmp/|project/(?!notebooks)|bad\\.csv|unknown\\.csv)" +
    "|(^|/)(manifest\\.json|workbench/white/(warehouse\\.duckdb|index\\.html))$|(^|/)\\.[^/]+(/|$)",
);

function same(left: Record<string, string>, right: Record<string, string>): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

async function filesBelow(folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for (const { name, isDirectory } of await Array.fromAsync(Deno.readDir(folder)).catch(() => [])) {
    if (isDirectory) found.push(...await filesBelow(join(folder, name), `${prefix}${name}/`));
    else found.push(prefix + name);
  }
  return found.sort();
}
