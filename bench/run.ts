import { join } from "node:path";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { printHelp } from "../etl/cli/print_help.ts";
import { PROJECT } from "../etl/warehouse/definitions.ts";
import { type Measure, measure, median } from "./measure.ts";
import { benchmarksPage, INFLATING, LOADS, type Result } from "./benchmarks_page.ts";
import { DEVICES_HEADING } from "./devices_section.ts";
import { replaceSection } from "./replace_section.ts";
import { writeLargeWorkbook } from "./write_large_workbook.ts";

/**
 * `deno task bench`: generates its inputs, measures whole processes one after the other, and writes `docs/benchmarks.md`.
 * `--without exceljs,openpyxl` leaves out readers that take minutes; the page says so.
 */
printHelp(
  "deno task bench [--rows N] [--runs N] [--python PROGRAM] [--without READER,…] [--out FILE]\n\n" +
    "  measures loads beside other readers, and writes docs/benchmarks.md\n\n" +
    "  --rows N            rows of the large workbook (default 1000000)\n" +
    "  --runs N            how often each load is measured (default 3)\n" +
    "  --python PROGRAM    the Python that has the other readers (default python3)\n" +
    "  --without READER,…  leaves out readers that take minutes, and the page says so\n" +
    "  --out FILE          the page to write",
  Deno.args,
);
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
    python: { type: "string", default: "python3" },
    without: { type: "string", default: "" },
    out: { type: "string", default: join(PROJECT, "docs/benchmarks.md") },
  },
});
const rows = Number(values.rows);
const runs = Number(values.runs);
const folder = join(tmpdir(), "annexa-bench");
await Deno.mkdir(folder, { recursive: true });
const deno = Deno.execPath();
const results: Result[] = [];

/** @param sheetRows With the header */
async function workbook(sheetRows: number, columns: number): Promise<string> {
  const path = join(folder, `${sheetRows}x${columns}.xlsx`);
  const isThere = await Deno.stat(path).then(() => true, () => false);
  if (!isThere) {
    console.error(`Writing ${path}`);
    await writeLargeWorkbook(path, sheetRows, columns);
  }
  return path;
}

/** Several runs of one command; a peer that is not installed or fails is listed with why. */
async function bench(group: string, name: string, command: readonly string[], times: number, before = async () => {}) {
  const measures: Measure[] = [];
  try {
    if (values.without.split(",").some((one) => one !== "" && name.includes(one))) {
      throw new Error("left out of this run");
    }
    for (let run = 0; run < times; run++) {
      await before();
      measures.push(await measure(command));
    }
    const middle = median(measures);
    results.push({ group, name, runs: times, measure: middle, failure: null });
    console.error(`${group} | ${name}: ${middle.seconds.toFixed(1)} s, CPU ${middle.cpuSeconds?.toFixed(1)} s`);
  } catch (error) {
    const failure = (error as Error).message.trim().split("\n").at(-1)!.slice(0, 200);
    results.push({ group, name, runs: 0, measure: null, failure });
    console.error(`${group} | ${name}: ${failure}`);
  }
}

const warehouse = join(folder, "warehouse");
const standing = join(folder, "standing");
const emptied = async () => {
  await Deno.remove(warehouse, { recursive: true }).catch(() => {});
  await Deno.mkdir(warehouse);
};
/** A warehouse to load a month into: a copy of the one made below. */
const stood = async () => {
  await Deno.remove(warehouse, { recursive: true }).catch(() => {});
  await copyFolder(standing, warehouse);
};
const task = JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.json"))).tasks.load.command as string;
const loadInto = (where: string, ...args: string[]) => [
  deno,
  ...task.split(" ").slice(1).map((word) => word === "etl/main.ts" ? join(PROJECT, word) : word),
  ...["--warehouse", join(where, "bench.duckdb"), ...args],
];
const load = (...args: string[]) => loadInto(warehouse, ...args);
const script = (name: string) => join(PROJECT, "bench", name);
const withDeno = (name: string, ...args: string[]) => [deno, "run", "-q", "-A", script(name), ...args];
const peer = (name: string, path: string) => [
  ...[deno, "run", "-q", "-A", "--no-config", "--no-lock", "--v8-flags=--max-old-space-size=8000"],
  ...[script("read_with.ts"), name, path],
];
const python = (name: string, path: string) => [values.python, script("read_with.py"), name, path];

const inbox = join(PROJECT, "data/samples/inbox");
const samples = (await Array.fromAsync(Deno.readDir(inbox))).map(({ name }) => join(inbox, name)).sort();
const july = samples.filter((path) => path.includes("July 2019"));
await Deno.remove(standing, { recursive: true }).catch(() => {});
await measure(loadInto(standing, ...samples.filter((path) => !july.includes(path))));

const large = await workbook(rows + 1, 10);
const title = `${rows.toLocaleString("en-GB")} rows × 10 columns`;
await bench(title, LOADS.standing, load(large), runs, stood);
await bench(title, LOADS.new, load(large), runs, emptied);
await bench(title, "Annexa: read every cell", withDeno("read_alone.ts", large), runs);
await bench(title, "python-calamine (Rust): read", python("calamine", large), runs);
await bench(title, "hucre 1.0.0: read", peer("hucre", large), 1);
await bench(title, "exceljs 4.4.0, streaming: read", peer("exceljs", large), 1);
await bench(title, "SheetJS 0.20.3: read", peer("sheetjs", large), 1);
await bench(title, "pandas with openpyxl: read", python("openpyxl", large), 1);

await bench(INFLATING, "Deno's node:zlib", withDeno("inflate_alone.ts", large), runs);
await bench(INFLATING, "Node's own node:zlib", ["node", script("inflate_with_node.mjs"), large], runs);
await bench(INFLATING, "Python's zlib", [values.python, script("inflate_alone.py"), large], runs);
await bench(INFLATING, "unzip -p", ["unzip", "-p", large, "xl/worksheets/sheet1.xml"], runs);

for (const share of [8, 4, 2]) {
  const path = await workbook(Math.floor(rows / share) + 1, 10);
  const group = "Cost by rows";
  await bench(group, `${Math.floor(rows / share).toLocaleString("en-GB")} × 10`, load(path), runs, emptied);
}
const whole = await workbook(1_048_576, 20);
await bench("A full sheet", "Annexa: load 1,048,575 rows × 20 columns", load(whole), 1, emptied);
await bench(
  "Samples",
  `Annexa: load July 2019, ${july.length} files, into a standing warehouse`,
  load(...july),
  runs,
  stood,
);
await bench("Samples", "Annexa: load the sample inbox into a new warehouse", load("--inbox", inbox), runs, emptied);
await bench("Samples", "Annexa: load it again, nothing new", load("--inbox", inbox), runs);

const page = benchmarksPage(results, { load: Deno.loadavg()[0]! });
// What `deno task bench-devices` wrote there stays.
const earlier = await Deno.readTextFile(values.out).catch(() => "");
const devices = earlier.split(/\n(?=## )/).find((section) => section.startsWith(DEVICES_HEADING));
await Deno.writeTextFile(values.out, devices === undefined ? page : replaceSection(page, devices));
console.error(`Wrote ${values.out}`);

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    await (isDirectory ? copyFolder : Deno.copyFile)(join(from, name), join(to, name));
  }
}
