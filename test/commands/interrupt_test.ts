import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { processesOf } from "../harness/processes_of.ts";
import { atDesk, csr, type Desk } from "../load/fixture.ts";

/** A watch in a process group of its own, as a terminal gives it one, and what it has said so far. */
class Watch {
  readonly #child: Deno.ChildProcess;
  readonly #lines: ReadableStreamDefaultReader<string>;
  #said = "";

  constructor(desk: Desk) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--no-check", "etl/main.ts", "load", "--watch", "--settle", "0.2"],
        ...["--inbox", join(desk.folder, "inbox"), "--warehouse", desk.warehouse],
      ],
      detached: true,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const texts = [this.#child.stdout, this.#child.stderr].map((stream) => stream.pipeThrough(new TextDecoderStream()));
    this.#lines = ReadableStream.from(merged(texts)).getReader();
  }

  /** Waits until it has said something. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#said)) {
      const { value, done } = await this.#lines.read();
      ok(!done, `it ended before ${pattern}: ${this.#said}`);
      this.#said += value;
    }
  }

  /** What Ctrl-C does: the whole group hears of it. @returns The exit code */
  async end(signal: "SIGINT" | "SIGTERM"): Promise<number> {
    if (Deno.build.os === "windows") this.#child.kill("SIGKILL");
    else Deno.kill(-this.#child.pid, signal);
    for (;;) if ((await this.#lines.read()).done) break;
    return (await this.#child.status).code;
  }
}

async function* merged(streams: readonly ReadableStream<string>[]): AsyncGenerator<string> {
  const readers = streams.map((stream) => stream.getReader());
  const waiting = new Map(readers.map((reader) => [reader, next(reader)]));
  while (waiting.size > 0) {
    const { reader, value, done } = await Promise.race(waiting.values());
    if (done) waiting.delete(reader);
    else {
      waiting.set(reader, next(reader));
      yield value;
    }
  }
}

async function next(reader: ReadableStreamDefaultReader<string>) {
  return { reader, ...await reader.read() };
}

/** A desk with an inbox, at which a watch begins. */
async function watching(test: (desk: Desk, watch: Watch) => Promise<void>, files: Record<string, string>) {
  await atDesk(async (desk) => {
    await Deno.mkdir(join(desk.folder, "inbox"));
    for (const [name, text] of Object.entries(files)) await desk.write(`inbox/${name}`, text);
    await test(desk, new Watch(desk));
    deepStrictEqual(await processesOf(desk.folder), [], "nothing goes on");
    const kept = ["archive", "inbox", "warehouse.duckdb"];
    deepStrictEqual(
      [...Deno.readDirSync(desk.folder)].map(({ name }) => name).filter((name) => !kept.includes(name)),
      [],
    );
  });
}

/** Enough rows that a load of them can be met in the middle. */
function many(month: string, volume: number): string {
  return csr(...Array.from(
    { length: 60_000 },
    (_, index): [string, string, string, string] => [month, `U${index}`, "1", `${volume}`],
  ));
}

/** Waits until a writer's private copy is there: a load is in the middle of its work. */
async function untilLoading(desk: Desk): Promise<void> {
  const changes = Deno.watchFs(desk.folder);
  if (await Deno.stat(`${desk.warehouse}.next`).then(() => true, () => false)) return changes.close();
  for await (const { paths } of changes) if (paths.some((path) => path.endsWith(".next"))) break;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test({
    name: `load --watch ends with exit 0 on ${signal} while it waits, and leaves nothing`,
    ignore: Deno.build.os === "windows",
    fn: () =>
      watching(async (desk, watch) => {
        await watch.until(/^loaded +july\.csv/m);
        strictEqual(await watch.end(signal), 0);
        deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 2"]);
      }, { "july.csv": csr(["2019-07", "AA", "1", "2"]) }),
  });
}

Deno.test({
  name: "load --watch ends with exit 130 on Ctrl-C in the middle of a load, without lock, copy or rows of it",
  ignore: Deno.build.os === "windows",
  fn: () =>
    watching(async (desk, watch) => {
      const before = await desk.hash();
      await untilLoading(desk);
      strictEqual(await watch.end("SIGINT"), 130);
      strictEqual(await desk.hash(), before);
    }, { "july.csv": many("2019-07", 1) }),
});

Deno.test({
  name: "load --watch takes a file that comes, and one that is replaced, while it loads another",
  ignore: Deno.build.os === "windows",
  fn: () =>
    watching(async (desk, watch) => {
      await untilLoading(desk);
      await desk.write("inbox/june.csv", csr(["2019-06", "AA", "1", "2"]));
      await desk.write("next", csr(["2019-07", "BB", "3", "4"]));
      await Deno.rename(join(desk.folder, "next"), join(desk.folder, "inbox/july.csv"));
      await watch.until(/^(loaded|superseded) +june\.csv/m);
      // Of the one that is replaced while it is read nothing counts; replaced later, the new one supersedes it.
      await watch.until(
        /^rejected +july\.csv: .* changed while it was (read|loaded)[^]*^loaded +july\.csv|^superseded +july\.csv/m,
      );
      strictEqual(await watch.end("SIGTERM"), 0);
      deepStrictEqual(await desk.csr(), ["2019-06-01 AA 1 2", "2019-07-01 BB 3 4"]);
    }, { "july.csv": many("2019-07", 1) }),
});
