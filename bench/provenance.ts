import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { allExtracts } from "../etl/extracts/all_extracts.ts";
import { readExtract } from "../etl/contract/read_extract.ts";
import { RowWriter } from "../etl/load/row_writer.ts";
import { printHelp } from "../etl/cli/print_help.ts";
import { PROJECT } from "../etl/warehouse/definitions.ts";
import { createExtractTables } from "../etl/warehouse/extract_table.ts";
import { createLedger } from "../etl/warehouse/ledger.ts";
import { openPrivate } from "../etl/db/open_warehouse.ts";
import { rows } from "../etl/db/rows.ts";
import { openWorkbook } from "../etl/workbook/open_workbook.ts";
import { replaceSection } from "./replace_section.ts";
import { writeLargeWorkbook } from "./write_large_workbook.ts";

/**
 * `deno task bench-provenance`: one workbook read, validated and written into two databases in turn, with and without
 * where its rows came from; what that costs in CPU and on disk, as a section of `docs/benchmarks.md`.
 */
printHelp(
  "deno task bench-provenance [--rows N] [--rounds N] [--out FILE]\n\n" +
    "  measures what knowing every row's place costs, and writes it in docs/benchmarks.md\n\n" +
    "  --rows N    rows of the workbook (default 1000000)\n" +
    "  --rounds N  how often each way is measured (default 5)\n" +
    "  --out FILE  the page with the section to replace",
  Deno.args,
);
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "5" },
    out: { type: "string", default: join(PROJECT, "docs/benchmarks.md") },
  },
});

interface Cost {
  readonly cpuSeconds: number;
  readonly bytes: number;
}

const EXTRACT = "post_commissioning_devices";
const PROVENANCE = new Set(["load_id", "source_row"]);

const folder = await Deno.makeTempDir({ dir: tmpdir(), prefix: "annexa" });
const workbook = join(folder, "devices.xlsx");
await writeLargeWorkbook(workbook, Number(values.rows));
const rounds: { readonly without: Cost; readonly with: Cost }[] = [];
// The first round warms the compiler.
for (let round = 0; round <= Number(values.rounds); round++) {
  // In turns, as what shares the cores changes from minute to minute.
  const [first, second] = [await load(round % 2 === 0), await load(round % 2 === 1)];
  const measured = round % 2 === 0 ? { with: first, without: second } : { with: second, without: first };
  console.error(
    `CPU ${measured.without.cpuSeconds.toFixed(2)} s without, ${measured.with.cpuSeconds.toFixed(2)} s with`,
  );
  if (round > 0) rounds.push(measured);
}
await Deno.remove(folder, { recursive: true });
await Deno.writeTextFile(values.out, replaceSection(await Deno.readTextFile(values.out), section()));

async function load(hasProvenance: boolean): Promise<Cost> {
  const path = join(folder, "warehouse.duckdb");
  const extracts = await allExtracts();
  const before = process.cpuUsage();
  let bytes: number;
  {
    using warehouse = await openPrivate(path);
    const { connection } = warehouse;
    await createLedger(connection);
    await createExtractTables(connection, extracts);
    const names = [
      "load_id",
      "source_row",
      "period",
      ...Object.keys(extracts.find(({ name }) => name === EXTRACT)!.columns),
    ];
    const kept = names.filter((name) => hasProvenance || !PROVENANCE.has(name));
    await connection.run(
      `create or replace table extracts.${EXTRACT} as select ${kept.join(", ")} from extracts.${EXTRACT} limit 0`,
    );
    await connection.run("begin");
    const reading = await readExtract(await openWorkbook(workbook, "devices.xlsx"), {
      extracts,
      fileName: "devices.xlsx",
    });
    const writer = new RowWriter(connection, 1, new Map([[EXTRACT, kept]]));
    for await (const batch of reading.batches()) await writer.add(batch);
    await writer.close();
    if (hasProvenance) await record(connection, reading.sheets);
    await connection.run("commit");
    await connection.run("force checkpoint");
    // Of the file's blocks those in use: how many are free in between is chance.
    const [size] = await rows(connection, "select used_blocks * block_size as bytes from pragma_database_size()");
    bytes = Number(size!.bytes);
  }
  const { user, system } = process.cpuUsage(before);
  await Deno.remove(path);
  return { cpuSeconds: (user + system) / 1e6, bytes };
}

/** The rows the ledger has of a file. */
async function record(
  connection: Awaited<ReturnType<typeof openPrivate>>["connection"],
  sheets: Awaited<ReturnType<typeof readExtract>>["sheets"],
): Promise<void> {
  await connection.run(
    "insert into ledger.files values (1, 'devices.xlsx', repeat('0', 64), 1, '2019-08-14 09:00:00', false, true, 0)",
  );
  await connection.run(
    `insert into ledger.loads values (1, 1, '${EXTRACT}', 'Post Commissioning', 1, '2019-07-01', ${values.rows}, 'whole')`,
  );
  for (const { columns } of sheets) {
    for (const [place] of columns.entries()) {
      await connection.run(`insert into ledger.load_columns values (1, 'column ${place}', 'A', 'Header')`);
    }
  }
}

function section(): string {
  const sorted = (of: (round: (typeof rounds)[number]) => number) => rounds.map(of).sort((one, other) => one - other);
  const median = (all: readonly number[]) => all[Math.floor(all.length / 2)]!;
  const [plain, full] = [median(sorted(({ without }) => without.bytes)), median(sorted((round) => round.with.bytes))];
  const cpu = { without: sorted(({ without }) => without.cpuSeconds), with: sorted((round) => round.with.cpuSeconds) };
  const ratios = sorted((round) => round.with.cpuSeconds / round.without.cpuSeconds);
  const percent = (ratio: number) => `${(ratio * 100 - 100).toFixed(1)} %`;
  return `## What provenance costs

Written by \`deno task bench-provenance\`. A workbook of ${
    Number(values.rows).toLocaleString("en-GB")
  } rows and 10 columns is read, validated and
written into an empty database ${rounds.length} times with \`load_id\`, \`source_row\` and the ledger's rows, and as often without, in turns in
one process. At most 20 % is aimed at, of both. CPU is user and system time, the median of the rounds; the ratio is the
median of the rounds' own, its least and greatest in brackets. The copy of the source file that \`load\` keeps is a choice of
its own (\`--archive\`), and as large as the file.

| | without | with | more |
| --- | ---: | ---: | ---: |
| CPU to read, validate and write | ${median(cpu.without).toFixed(2)} s | ${median(cpu.with).toFixed(2)} s | ${
    percent(median(ratios))
  } (${percent(ratios[0]!)} to ${percent(ratios.at(-1)!)}) |
| Size of the warehouse | ${(plain / 1e6).toFixed(2)} MB | ${(full / 1e6).toFixed(2)} MB | ${percent(full / plain)} |
`;
}
