import { cpus, totalmem } from "node:os";
import type { Measure } from "./measure.ts";

/** One line of a table. */
export interface Result {
  readonly group: string;
  readonly name: string;
  readonly runs: number;
  /** Null where it did not run. */
  readonly measure: Measure | null;
  /** Why not. */
  readonly failure: string | null;
}

/** The page of results, as Markdown. The first two results of the first group are inflation, which others are held against. */
export function benchmarksPage(results: readonly Result[], machine: { readonly load: number }): string {
  const groups = [...new Set(results.map((result) => result.group))];
  const [zlib, unzip] = results;
  const processor = cpus()[0]?.model ?? "unknown";
  return [
    "# Benchmarks",
    "",
    "Written by `deno task bench`. Every figure is a whole process from start to end, the median of its runs by CPU time.",
    "Inputs are generated from a fixed seed: a Post Commissioning extract as Excel spells it, with shared strings, styled",
    "dates and counts, and another Device ID in every row.",
    "",
    `Machine: ${cpus().length} × ${processor}, ${
      Math.round(totalmem() / 2 ** 30)
    } GB, ${Deno.build.os} ${Deno.build.arch}, ` +
    `Deno ${Deno.version.deno}; load average at the end ${
      machine.load.toFixed(1)
    }. Where other work shares the cores, ` +
    "elapsed seconds are inflated and CPU seconds are the better measure.",
    "",
    "## What is aimed at, and what is reached",
    "",
    ...verdicts(results),
    "",
    ...groups.flatMap((group) => [
      `## ${group}`,
      "",
      "| | seconds | CPU seconds | peak memory | CPU ÷ inflating (zlib) | ÷ inflating (unzip) | runs |",
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
      ...results.filter((result) => result.group === group).map((result) => line(result, zlib!, unzip!)),
      "",
    ]),
  ].join("\n");
}

/** The aims of the project's fourth issue, held against these figures; where CPU is not known, against seconds. */
function verdicts(results: readonly Result[]): string[] {
  const find = (text: string) => results.find(({ name, measure }) => name.includes(text) && measure !== null);
  const cost = ({ measure }: Result) => measure!.cpuSeconds ?? measure!.seconds;
  const load = find("into the warehouse**");
  if (load === undefined) return [];
  const times = (text: string) => {
    const base = find(text);
    return base === undefined ? null : cost(load) / cost(base);
  };
  const said = (isReached: boolean) => isReached ? "reached" : "**not reached**";
  const inflating = ["node:zlib", "unzip -p"].flatMap((name) => {
    const ratio = times(name);
    return ratio === null ? [] : [`${ratio.toFixed(1)} times ${name}'s: ${said(ratio <= 2.5)}`];
  });
  const peers = ["SheetJS", "exceljs", "hucre", "openpyxl", "calamine"].flatMap((name) => {
    const ratio = times(name);
    return ratio === null ? [] : [`${name} ${ratio.toFixed(2)}`];
  });
  const peak = load.measure!.peakBytes;
  const whole = results.find(({ group }) => group === "A full sheet");
  const sizes = results.filter(({ group, measure }) => group === "Cost by rows" && measure !== null);
  return [
    `- A load, whole process with validation, takes at most 2.5 times what inflating its sheet alone takes. In CPU it takes ` +
    `${inflating.join("; ")}.`,
    `- It is faster than other readers that only read, and level with calamine. Its CPU time as a part of theirs: ` +
    `${peers.join(", ")}.`,
    ...peak === null ? [] : [`- It holds less than 400 MB: ${Math.round(peak / 1e6)} MB, ${said(peak < 400e6)}.`],
    ...whole === undefined
      ? []
      : [`- A sheet of 1,048,576 rows and 20 columns loads: ${said(whole.measure !== null)}.`],
    `- Cost grows linearly with rows. CPU seconds: ${
      sizes.map((size) => `${size.name.replace(" × 10", "")} rows ${cost(size).toFixed(1)}`).join(", ")
    }, all ${cost(load).toFixed(1)}; making the empty warehouse, which no row adds to, is in each.`,
  ];
}

function line({ group, name, runs, measure, failure }: Result, zlib: Result, unzip: Result): string {
  if (measure === null) return `| ${name} | ${failure!.replaceAll("|", "\\|")} | | | | | |`;
  const { seconds, cpuSeconds, peakBytes } = measure;
  const against = ({ measure: base }: Result) =>
    group !== zlib.group || !base?.cpuSeconds || cpuSeconds === null ? "" : (cpuSeconds / base.cpuSeconds).toFixed(1);
  const peak = peakBytes === null ? "–" : `${Math.round(peakBytes / 1e6).toLocaleString("en-GB")} MB`;
  const cells = [name, seconds.toFixed(1), cpuSeconds?.toFixed(1) ?? "–", peak, against(zlib), against(unzip), runs];
  return `| ${cells.join(" | ")} |`;
}
