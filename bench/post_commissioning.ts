import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { printHelp } from "../etl/cli/print_help.ts";
import { PROJECT } from "../etl/warehouse/definitions.ts";
import { type DeviceResult, devicesSection } from "./devices_section.ts";
import { measure } from "./measure.ts";
import { replaceSection } from "./replace_section.ts";
import { writeDeviceWarehouse } from "./write_device_warehouse.ts";

/**
 * `deno task bench-devices`: six months of so many million Devices in a scratch warehouse, what is asked of them, each by
 * the project's own command in a process of its own, and the figures as a section of `docs/benchmarks.md`.
 */
printHelp(
  "deno task bench-devices [--millions N,…] [--seed N] [--keep] [--folder DIR] [--out FILE]\n\n" +
    "  measures six months of 30 million Devices, and writes them in docs/benchmarks.md\n\n" +
    "  --millions N,…  how many million Devices a month (default 1,3,10,30)\n" +
    "  --seed N        of the synthetic Devices (default 1)\n" +
    "  --keep          keeps the scratch warehouses\n" +
    "  --folder DIR    the folder of the scratch warehouses\n" +
    "  --out FILE      the page with the section to replace",
  Deno.args,
);
const { values } = parseArgs({
  options: {
    millions: { type: "string", default: "1,3,10,30" },
    seed: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
    folder: { type: "string", default: join(tmpdir(), "annexa-bench-devices") },
    out: { type: "string", default: join(PROJECT, "docs/benchmarks.md") },
  },
});
const MONTH = "2019-07";
/** Name and question, as `deno task sql` takes it. */
const QUESTIONS: readonly (readonly [name: string, query: string])[] = [
  ["post_commissioning_incomplete", "from post_commissioning_incomplete"],
  ["post_commissioning_movement", "from post_commissioning_movement"],
  ["post_commissioning_by_device_type", "from post_commissioning_by_device_type"],
  ["post_commissioning_by_user", "from post_commissioning_by_user"],
  ["check_post_commissioning_dates", "from check_post_commissioning_dates"],
  ["check_post_commissioning_movement_reconciles", "from check_post_commissioning_movement_reconciles"],
  [`check_keys_unique, ${MONTH} alone`, `from check_keys_unique where reporting_month = '${MONTH}-01'`],
  ["check_keys_unique", "from check_keys_unique"],
];

await Deno.mkdir(values.folder, { recursive: true });
const main = (...args: string[]) => [Deno.execPath(), "run", "-q", "-A", join(PROJECT, "etl/main.ts"), ...args];
const results: DeviceResult[] = [];
for (const millions of values.millions.split(",").map(Number)) {
  const warehouse = join(values.folder, `${millions}m-seed-${values.seed}.duckdb`);
  const isThere = await Deno.stat(warehouse).then(() => true, () => false);
  if (!isThere) {
    console.error(`Writing ${warehouse}`);
    await writeDeviceWarehouse(`${warehouse}.part`, { devices: millions * 1e6, seed: Number(values.seed) });
    await Deno.rename(`${warehouse}.part`, warehouse);
  }
  const { size } = await Deno.stat(warehouse);
  const note = async (question: string, command: readonly string[]) => {
    const { seconds, cpuSeconds, peakBytes } = await measure(command);
    results.push({ millions, warehouseBytes: size, question, seconds, cpuSeconds, peakBytes });
    console.error(`${millions} million | ${question}: ${seconds.toFixed(1)} s, CPU ${cpuSeconds?.toFixed(1)} s`);
  };
  for (const [name, query] of QUESTIONS) {
    await note(name, main("sql", "--warehouse", warehouse, "--timeout", "3600", query));
  }
  const annex = ["--month", MONTH, "--audience", "red", "--no-notebooks", "--out", join(values.folder, "out")];
  await note(`Red annex of ${MONTH}, without notebooks`, main("annex", "--warehouse", warehouse, ...annex));
  if (!values.keep) await Deno.remove(warehouse);
}
if (!values.keep) await Deno.remove(values.folder, { recursive: true });

const page = await Deno.readTextFile(values.out).catch(() => "# Benchmarks\n");
await Deno.writeTextFile(values.out, replaceSection(page, devicesSection(results)));
console.error(`Wrote ${values.out}`);
