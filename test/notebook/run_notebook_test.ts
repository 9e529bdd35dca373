import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { runNotebook } from "../../etl/notebook/run_notebook.ts";
import { execute, FIXTURES, isAlive, withFolder } from "./fixture.ts";

Deno.test("runNotebook() sets parameters after their defaults when asked to", () =>
  withFolder(async (folder) => {
    const cells = await execute(folder, "parameters", {
      parameters: { month: "2021-04" },
      marking: { heading: "**WHITE**", classification: "white", isSynthetic: false },
    });
    deepStrictEqual(cells.map(({ source }) => source), [
      ["**WHITE**"],
      ['let month = "2019-07";\n', "let limit = 2;"],
      ['let month = "2021-04";'],
      ["`${month}, ${limit}`"],
    ]);
    deepStrictEqual(cells[3]!.outputs, [
      { output_type: "execute_result", execution_count: 3, data: { "text/plain": ['"2021-04, 2"'] }, metadata: {} },
    ]);
  }));

Deno.test("runNotebook() refuses a parameter and says which there are when the notebook does not declare it", () =>
  withFolder(async (folder) => {
    await rejects(() => execute(folder, "parameters", { parameters: { year: 2019 } }), {
      exitCode: 2,
      message: 'Cannot run "parameters.ipynb" with the parameter "year"; it has month, limit',
    });
  }));

Deno.test("runNotebook() keeps a cell's outputs with it, printed text first, when they come late and mixed", () =>
  withFolder(async (folder) => {
    const [first, second] = await execute(folder, "outputs");
    deepStrictEqual(first!.outputs, [
      { output_type: "stream", name: "stdout", text: ["printed\n", "printed later\n", "late\n"] },
      { output_type: "stream", name: "stderr", text: ["complained\n"] },
      { output_type: "display_data", data: { "text/markdown": ["**shown**\n", "\n", "twice"] }, metadata: {} },
      { output_type: "execute_result", execution_count: 1, data: { "text/plain": ["42"] }, metadata: {} },
    ]);
    deepStrictEqual(second!.outputs.map(({ data }) => data), [{ "text/plain": ["{ b: 1, a: [ true, null ] }"] }]);
  }));

Deno.test("runNotebook() writes the same bytes when run again", () =>
  withFolder(async (folder) => {
    const read = () => Deno.readTextFile(join(folder, "out/outputs.ipynb"));
    await execute(folder, "outputs");
    const first = await read();
    await execute(folder, "outputs");
    strictEqual(await read(), first);
    ok(!first.includes(Deno.execPath()) && !first.includes(folder));
  }));

Deno.test("runNotebook() takes outputs whole, all and in order when they are many and large", () =>
  withFolder(async (folder) => {
    const [large, many] = await execute(folder, "large_outputs");
    const texts = large!.outputs.map(({ data }) => (data as Record<string, string[]>)["text/plain"]!.join(""));
    deepStrictEqual(texts, [..."éab"].map((letter) => letter.repeat(3_000_000)));
    const lines = Array.from({ length: 100_000 }, (_, index) => `line ${index}\n`);
    deepStrictEqual(many!.outputs[0]!.text, lines);
  }));

/** Why each of these notebooks cannot run. */
const FAILURES = {
  failing_cell:
    /^Cannot run "failing_cell\.ipynb" because cell 2 \(\/\/ The second cell fails\.\) fails with RangeError: too few rows$/,
  failing_code:
    /because cell 1 \(const broken: = 1;\) fails with Error: Execution failed: it does not parse, or what it imports/,
  failing_import: /because cell 1 \(import ".\/no_such_module\.ts";\) fails with TypeError: Module not found/,
  forgotten_await: /because cell 1 \(.*\) fails with RangeError: nobody awaits this$/,
  failing_timer: /because cell 1 \(setTimeout\(\(\) => \{\) fails with RangeError: in a timer$/,
  ends_kernel: /because cell 1 \(Deno\.exit\(3\);\) does not end: the kernel ended \(exit 3\)$/,
};

for (const [name, message] of Object.entries(FAILURES)) {
  Deno.test(`runNotebook() names the cell and writes nothing when it is ${name}`, () =>
    withFolder(async (folder) => {
      await rejects(() => execute(folder, name), { exitCode: 1, message });
      deepStrictEqual([...Deno.readDirSync(folder)], []);
    }));
}

for (const name of ["endless_loop", "endless_wait"]) {
  Deno.test(`runNotebook() ends the kernel when a cell takes longer than its time: ${name}`, () =>
    withFolder(async (folder) => {
      const file = join(folder, "pid");
      await rejects(() => execute(folder, name, { cellTimeoutMs: 500, env: { PID_FILE: file } }), {
        exitCode: 1,
        message: /^Cannot run "endless_\w+\.ipynb" because cell 2 \(.*\) is not done after 0\.5 s: /,
      });
      strictEqual(isAlive(Number(await Deno.readTextFile(file))), false);
    }));
}

Deno.test("runNotebook() tells how far it is before each code cell and at the end", () =>
  withFolder(async (folder) => {
    const seen: string[] = [];
    await execute(folder, "outputs", {
      onProgress: ({ notebook, done, total }) => seen.push(`${notebook} ${done} of ${total}`),
    });
    deepStrictEqual(seen, ["outputs.ipynb 0 of 2", "outputs.ipynb 1 of 2", "outputs.ipynb 2 of 2"]);
  }));

Deno.test("runNotebook() leaves the former copy as it was when the notebook fails", () =>
  withFolder(async (folder) => {
    const outPath = join(folder, "copy.ipynb");
    await Deno.writeTextFile(outPath, "former");
    await rejects(() => execute(folder, "failing_cell", { outPath }));
    strictEqual(await Deno.readTextFile(outPath), "former");
  }));

// What a signal does to the runner's children, /proc tells only on Linux.
Deno.test({
  name: "runNotebook() leaves neither kernel nor file when its process is told to end",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFolder(async (folder) => {
      for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGKILL", 137]] as const) {
        const file = join(folder, `${signal}.pid`);
        const temporary = join(folder, signal);
        await Deno.mkdir(temporary);
        const child = new Deno.Command(Deno.execPath(), {
          args: ["run", "-q", "-A", join(FIXTURES, "../run_fixture.ts"), "endless_wait", join(folder, "out.ipynb")],
          env: { PID_FILE: file, TMPDIR: temporary },
          stdin: "null",
        }).spawn();
        const kernel = Number(await until(() => Deno.readTextFile(file).catch(() => "")));
        child.kill(signal);
        strictEqual((await child.status).code, code);
        await until(() => !isAlive(kernel));
        deepStrictEqual([...Deno.readDirSync(temporary)], []);
      }
    }),
});

/** Asks until the answer is yes, for half a minute at most. */
async function until<T>(ask: () => T | Promise<T>): Promise<T> {
  for (const deadline = AbortSignal.timeout(30_000); !deadline.aborted;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error("Waited half a minute in vain");
}

Deno.test("runNotebook() refuses a file that is missing or no notebook for Deno before it starts anything", () =>
  withFolder(async (folder) => {
    const run = (path: string) =>
      runNotebook({ path, parameters: {}, env: {}, outPath: join(folder, "out"), cellTimeoutMs: 1 });
    await rejects(() => run(join(folder, "no_such.ipynb")), { exitCode: 2, message: /because there is no such file/ });
    const path = join(folder, "old.ipynb");
    await Deno.writeTextFile(path, "<html>");
    await rejects(() => run(path), {
      exitCode: 4,
      message: /^Cannot read "old\.ipynb" as a notebook: it is not a JSON object/,
    });
    const cell = { id: "a", cell_type: "code", source: "1", metadata: {} };
    await Deno.writeTextFile(
      path,
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 4,
        metadata: { kernelspec: { name: "python3" } },
        cells: [cell, { ...cell, source: 1 }, cell],
      }),
    );
    await rejects(() => run(path), (error: Error) => {
      const lines = error.message.split("\n");
      strictEqual(lines.length, 4);
      match(lines[0]!, /must have format 4\.5: it has 4\.4/);
      match(lines[1]!, /its kernel must be deno: it is python3/);
      match(lines[2]!, /cell 2 must have an id, a known type, a source and metadata/);
      match(lines[3]!, /cell 3 must have an id of its own: it repeats "a"/);
      return true;
    });
  }));
