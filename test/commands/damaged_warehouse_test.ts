import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { PROJECT } from "./annexa.ts";

const MESSAGE =
  /Cannot use "[^"]+" because the file is damaged: its blocks? at bytes? [\d, ]+(?:and \d+ more )?(?:does|do) not match (?:its|their) checksums?; restore it from its archive with `deno task load --rebuild --warehouse [^`]+`\n$/;

/** Runs a verb as on a terminal with colours. */
async function run(...args: string[]) {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "-q", ...args],
    cwd: PROJECT,
    env: { FORCE_COLOR: "1" },
    stdin: "null",
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

Deno.test("every verb that reads a damaged warehouse says so and how to restore it, and load --rebuild does", async () => {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const path = join(folder, "w.duckdb");
    const inbox = join(folder, "inbox");
    const late = join(folder, "late");
    await Deno.mkdir(inbox);
    await Deno.mkdir(late);
    for (const name of ["SR_Variance_2019-04_to_2019-06.csv", "SR Variance and Metrics July 2019.xlsx"]) {
      await Deno.copyFile(join(PROJECT, "data/samples/inbox", name), join(inbox, name));
    }
    strictEqual((await run("load", "--inbox", inbox, "--warehouse", path)).code, 0);
    // A new file, because of a blank line at its end, and other months, so that it replaces nothing.
    const csv = await Deno.readTextFile(join(inbox, "SR_Variance_2019-04_to_2019-06.csv"));
    await Deno.writeTextFile(join(late, "late.csv"), csv.replaceAll("2019-04", "2018-04") + "\r\n");

    const whole = await Deno.readFile(path);
    const damage = {
      header: flip(whole, [4100]),
      metadata: flip(whole, [12_288 + 5000]),
      data: await flipData(path, whole),
    };
    const verbs = [
      ["check"],
      ["annex", "--month", "2019-07", "--no-notebooks", "--out", join(folder, "annex")],
      ["export", "--to", join(folder, "export")],
      ["workbench", "--out", join(folder, "workbench")],
      ["sql", "from sr_variance_summary"],
      ["trace", "sr_variance_summary", "--month", "2019-07"],
      ["status"],
      ["notebook", "02_forecast_variance", "--month", "2019-07", "--out", join(folder, "notebook")],
      ["notebook", "--check", "--month", "2019-07"],
      ["restate"],
      ["draft", "--month", "2019-07", "--out", join(folder, "draft.md")],
      ["load", "--inbox", late],
    ];
    for (const [where, bytes] of Object.entries(damage)) {
      await Deno.writeFile(path, bytes);
      for (const verb of verbs) {
        const { code, stderr } = await run(...verb, "--warehouse", path);
        const name = `${verb[0]} with damaged ${where}`;
        match(stderr, MESSAGE, name);
        strictEqual(code, 1, name);
        // deno-lint-ignore no-control-regex
        strictEqual(/\x1b\[|^\s+at |Uncaught/m.test(stderr), false, `${name}: ${stderr}`);
        deepStrictEqual(await Deno.readFile(path), bytes, name);
      }
    }
    for (const bytes of Object.values(damage)) {
      await Deno.writeFile(path, bytes);
      const { code, stderr } = await run("load", "--rebuild", "--warehouse", path);
      strictEqual(code, 0, stderr);
      strictEqual((await run("sql", "from sr_variance_summary", "--warehouse", path)).code, 0);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

function flip(bytes: Uint8Array, places: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  for (const at of places) copy[at]! ^= 0x01;
  return copy;
}

/** The bytes with each block damaged that DuckDB reads when a query asks for it, and not when it opens the file. */
async function flipData(path: string, bytes: Uint8Array): Promise<Uint8Array> {
  const places: number[] = [];
  for (let at = 12_288 + 5000; at < bytes.length; at += 262_144) {
    await Deno.writeFile(path, flip(bytes, [at]));
    const opens = await openReadOnly(path).then((warehouse) => (warehouse.close(), true), () => false);
    if (opens) places.push(at);
  }
  return flip(bytes, places);
}
