import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { runChecks } from "../../etl/check/run_checks.ts";
import { openReadOnly } from "../../etl/warehouse/open_warehouse.ts";
import { csr } from "../load/fixture.ts";
import { warehouseContent } from "./warehouse_content.ts";

/** How many kills, of what, and where the random moments come from. */
export interface KillOptions {
  readonly verb: "load" | "run";
  readonly rounds: number;
  /** The same seed kills at the same shares of the time the verb takes. */
  readonly seed: number;
  readonly onRound?: (round: number) => void;
}

/** What the rounds came to. */
export interface KillReport {
  readonly verb: string;
  readonly rounds: number;
  /** Processes killed while they worked; the others had ended before their moment. */
  readonly killed: number;
  /** After how many the warehouse was as before, and as after. */
  readonly before: number;
  readonly after: number;
  /** How many had their first rerun killed, too. */
  readonly killedAgain: number;
  /** What the verb takes undisturbed, in milliseconds. */
  readonly duration: number;
}

/** Every report of the July 2019 annex but CSR and the actions, explained. */
const REGISTER = "Report,Period,Published Date,Reference,Stored At,Reason Not Published\n" +
  "5,2019-07,14/08/2019,,,\n1,2019-06,,,,INC000000439813\n2,2019 Q2,,,,Not built\n3,2019 Q2,,,,Not built\n" +
  "7,2019 Q2,,,,Not built\n" + [4, 6, 8, 9, 13].map((report) => `${report},2019-07,,,,Not built\n`).join("");

/**
 * Kills a verb (SIGKILL) at random moments of its work, and holds what is left to what is promised: the published
 * warehouse opens, its error checks hold, and it is as before or as after, never between; a rerun, killed or not, comes to
 * the same content as one that was never disturbed, and leaves no debris.
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
    await this.#prepare();
    const before = await this.#content(this.#template);
    await this.#reset();
    const began = performance.now();
    strictEqual((await this.#start().status).code, 0, "undisturbed");
    const duration = performance.now() - began;
    const [after, outputs, files] = [await this.#content(this.#work), await this.#outputs(), await this.#files()];
    const counts = { killed: 0, before: 0, after: 0, killedAgain: 0 };
    for (let round = 1; round <= this.options.rounds; round++) {
      await this.#reset();
      const place = `round ${round} of ${this.options.verb}, seed ${this.options.seed}`;
      if (await this.#kill(duration)) counts.killed++;
      const found = await this.#content(this.#work);
      if (same(found, before)) counts.before++;
      else {
        deepStrictEqual(found, after, `${place}: neither as before nor as after`);
        counts.after++;
      }
      await this.#check(found, place);
      if (this.#chance() < 0.25 && await this.#kill(duration)) counts.killedAgain++;
      strictEqual((await this.#start().status).code, 0, `${place}: the rerun`);
      deepStrictEqual(await this.#content(this.#work), after, `${place}: the rerun's content`);
      deepStrictEqual(await this.#outputs(), outputs, `${place}: the rerun's outputs`);
      deepStrictEqual(await this.#files(), files, `${place}: debris`);
      this.options.onRound?.(round);
    }
    const { verb, rounds } = this.options;
    return { verb, rounds, ...counts, duration: Math.round(duration) };
  }

  /** June and the register are loaded (and, for `run`, the annex is made); July, and a re-issue of June, are to come. */
  async #prepare(): Promise<void> {
    const inbox = join(this.#template, "inbox");
    await Deno.mkdir(inbox, { recursive: true });
    const users = (month: string, count: number, volume: number) =>
      csr(...Array.from(
        { length: count },
        (_, index): [string, string, string, string] => [month, `U${index}`, "1", `${volume}`],
      ));
    await Deno.writeTextFile(join(inbox, "june.csv"), users("2019-06", 3000, 1));
    await Deno.writeTextFile(join(inbox, "july.csv"), users("2019-07", 2000, 1));
    await Deno.writeTextFile(join(inbox, "register.csv"), REGISTER);
    strictEqual((await this.#start(this.#template).status).code, 0, "the state before");
    await Deno.writeTextFile(join(inbox, "july re-issue.csv"), users("2019-07", 3000, 2));
    await Deno.writeTextFile(join(inbox, "may.csv"), users("2019-05", 3000, 3));
  }

  async #reset(): Promise<void> {
    await Deno.remove(this.#work, { recursive: true }).catch(() => {});
    await copyFolder(this.#template, this.#work);
  }

  #start(folder: string = this.#work): Deno.ChildProcess {
    const { verb } = this.options;
    const options = verb === "load" ? [] : ["--out", join(folder, "out"), "--no-notebooks"];
    return new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--no-check", "etl/main.ts", verb, "--inbox", join(folder, "inbox")],
        ...["--warehouse", join(folder, "warehouse.duckdb"), ...options],
      ],
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  /** @returns Whether it was still at work */
  async #kill(duration: number): Promise<boolean> {
    const child = this.#start();
    let hasEnded = false;
    const ended = child.status.then(() => hasEnded = true);
    // Until a little beyond the usual end: the last moments are those of the rename.
    await Promise.race([new Promise((resolve) => setTimeout(resolve, this.#chance() * duration * 1.1)), ended]);
    if (!hasEnded) child.kill("SIGKILL");
    await ended;
    return (await child.status).signal === "SIGKILL";
  }

  #content(folder: string): Promise<Record<string, string>> {
    return warehouseContent(join(folder, "warehouse.duckdb"), { without: ["loaded_at"], views: false });
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
