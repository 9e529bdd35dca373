import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { runChecks } from "../../etl/check/run_checks.ts";
import { parseManifest } from "../../etl/manifest/read_manifest.ts";
import { openReadOnly } from "../../etl/warehouse/open_warehouse.ts";
import { killArguments, type KillVerb, preparing, writeInboxAfter, writeInboxBefore } from "./kill_verbs.ts";
import { processesOf } from "./processes_of.ts";
import { stageReached } from "./stage_reached.ts";
import { warehouseContent } from "./warehouse_content.ts";

/** How many kills, of what, and where the random moments come from. */
export interface KillOptions {
  readonly verb: KillVerb;
  readonly rounds: number;
  /** The same seed kills at the same calls, and at the same shares of the time the verb takes. */
  readonly seed: number;
  readonly onRound?: (round: number) => void;
}

/** What the rounds came to. */
export interface KillReport {
  readonly verb: KillVerb;
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
  /** By what was left behind. */
  readonly stages: Readonly<Record<string, number>>;
}

/** Where a kill strikes. */
type Strike =
  | { readonly kind: "call"; readonly call: number; readonly how: "before" | "half" }
  | { readonly kind: "moment"; readonly after: number; readonly isGroup: boolean };

/** How long what a killed process started may live on, in milliseconds. */
const AFTERLIFE_MS = 20_000;

/**
 * Kills a verb (SIGKILL), every other time at one of its calls that change files, each in turn, before it or half way
 * through; else at a random moment of its work, alone or with all it started. What is left is held to what is promised:
 * the published warehouse opens, its error checks hold, and it is as before or as after, never between; an annex with a
 * manifest is whole; nothing that was started goes on; a rerun, killed or not, comes to the same content and the same
 * outputs as one that was never disturbed, and leaves no debris.
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

  constructor(readonly folder: string, readonly options: KillOptions) {
    this.#template = join(folder, "template");
    this.#work = join(folder, "work");
    this.#chance = random(options.seed);
  }

  async run(): Promise<KillReport> {
    const { verb, rounds } = this.options;
    await this.#prepare();
    const before = await this.#content(this.#template);
    const { size } = await Deno.stat(join(this.#template, "warehouse.duckdb"));
    const usual = await this.#undisturbed();
    const [after, outputs, files] = [await this.#content(this.#work), await this.#outputs(), await this.#files()];
    const counts = { killedAtCall: 0, killedWithGroup: 0, killedAlone: 0, before: 0, after: 0, killedAgain: 0 };
    const stages: Record<string, number> = {};
    const hit = new Set<number>();
    const strikes = this.#strikes(usual);
    for (let round = 1; round <= rounds; round++) {
      await this.#reset();
      const strike = strikes();
      const place = `round ${round} of ${verb}, seed ${this.options.seed}, ${JSON.stringify(strike)}`;
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
      if (this.#chance() < 0.2 && await this.#kill(this.#moment(usual), place)) counts.killedAgain++;
      strictEqual((await this.#start().status).code, 0, `${place}: the rerun`);
      deepStrictEqual(await this.#content(this.#work), after, `${place}: the rerun's content`);
      deepStrictEqual(await this.#outputs(), outputs, `${place}: the rerun's outputs`);
      deepStrictEqual(await this.#files(), files, `${place}: debris`);
      this.options.onRound?.(round);
    }
    const sorted = Object.fromEntries(Object.entries(stages).sort(([left], [right]) => left < right ? -1 : 1));
    const { duration, calls } = usual;
    return { verb, rounds, ...counts, duration: Math.round(duration), calls, callsHit: hit.size, stages: sorted };
  }

  async #prepare(): Promise<void> {
    const { verb } = this.options;
    const inbox = join(this.#template, "inbox");
    await writeInboxBefore(inbox);
    for (const one of preparing(verb)) {
      const { code } = await this.#start(killArguments(one, this.#template)).status;
      strictEqual(code, 0, "the state before");
    }
    if (verb === "load" || verb === "run") await writeInboxAfter(inbox);
  }

  async #reset(): Promise<void> {
    await Deno.remove(this.#work, { recursive: true }).catch(() => {});
    await copyFolder(this.#template, this.#work);
  }

  /** Runs the verb once to its end: how long it takes, and which of its calls change files. */
  async #undisturbed() {
    await this.#reset();
    const log = join(this.folder, "calls");
    const began = performance.now();
    const { code } = await this.#start(undefined, { ANNEXA_CALLS: log }).status;
    strictEqual(code, 0, "undisturbed");
    const duration = performance.now() - began;
    const lines = (await Deno.readTextFile(log)).trimEnd().split("\n");
    return { duration, firstCall: parseInt(lines[0]!), calls: lines.length };
  }

  /** Every other round at a call, each before and half way in an order by chance; the others at a moment. */
  #strikes(usual: { readonly duration: number; readonly firstCall: number; readonly calls: number }): () => Strike {
    const places = Array.from(
      { length: usual.calls * 2 },
      (_, index) => ({ call: (index >> 1) + 1, how: index % 2 === 0 ? "before" as const : "half" as const }),
    );
    const order = places.map((place) => ({ place, at: this.#chance() })).sort((left, right) => left.at - right.at);
    let round = 0;
    return () => {
      const turn = round++;
      if (turn % 2 === 1) return this.#moment(usual);
      return { kind: "call", ...order[(turn >> 1) % order.length]!.place };
    };
  }

  /** From shortly before the first call, as nothing happens till then, to a little beyond the usual end. */
  #moment({ duration, firstCall }: { readonly duration: number; readonly firstCall: number }): Strike {
    const from = firstCall * 0.8;
    return { kind: "moment", after: from + this.#chance() * (duration * 1.05 - from), isGroup: this.#chance() < 0.5 };
  }

  #start(given = killArguments(this.options.verb, this.#work), env: Record<string, string> = {}): Deno.ChildProcess {
    const preload = Object.keys(env).length === 0 ? [] : ["--preload", "test/harness/kill_at_call.ts"];
    return new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", ...preload, "etl/main.ts", ...given],
      env,
      detached: true, // A group of its own, to be killed with all it started.
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  /** @returns Whether it was still at work */
  async #kill(strike: Strike, place: string): Promise<boolean> {
    const child = strike.kind === "call"
      ? this.#start(undefined, { ANNEXA_KILL_AT: `${strike.call} ${strike.how}` })
      : this.#start();
    if (strike.kind === "moment") {
      const timer = setTimeout(() => {
        try {
          if (strike.isGroup && Deno.build.os !== "windows") Deno.kill(-child.pid, "SIGKILL");
          else child.kill("SIGKILL");
        } catch (error) {
          // It has ended in the same moment.
          if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
        }
      }, strike.after);
      await child.status;
      clearTimeout(timer);
    }
    const isKilled = (await child.status).signal === "SIGKILL";
    for (const began = performance.now();;) {
      const left = await processesOf(this.#work);
      if (left.length === 0) return isKilled;
      ok(performance.now() - began < AFTERLIFE_MS, `${place}: processes ${left} go on`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #content(folder: string): Promise<Record<string, string>> {
    return warehouseContent(join(folder, "warehouse.duckdb"), { without: ["loaded_at", "published_at"], views: false });
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

  /** Every output by its hash; the manifest says when its files were loaded, which differs from run to run. */
  async #outputs(): Promise<Record<string, string>> {
    const hashes: Record<string, string> = {};
    for (const path of await filesBelow(join(this.#work, "out"))) {
      if (path.endsWith("manifest.json")) continue;
      hashes[path] = createHash("sha256").update(await Deno.readFile(join(this.#work, "out", path))).digest("hex");
    }
    return hashes;
  }

  async #files(): Promise<string[]> {
    const found = await filesBelow(this.#work);
    ok(found.includes("warehouse.duckdb"));
    return found;
  }
}

function same(left: Record<string, string>, right: Record<string, string>): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

async function copyFolder(from: string, to: string): Promise<void> {
  for (const path of await filesBelow(from)) {
    const target = join(to, path);
    await Deno.mkdir(join(target, ".."), { recursive: true });
    await Deno.copyFile(join(from, path), target);
  }
}

async function filesBelow(folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for (const { name, isDirectory } of await Array.fromAsync(Deno.readDir(folder)).catch(() => [])) {
    if (isDirectory) found.push(...await filesBelow(join(folder, name), `${prefix}${name}/`));
    else found.push(prefix + name);
  }
  return found.sort();
}

/** Mulberry32: the same seed, the same numbers from 0 to 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
