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

/** The group of what inflates the sheet and does nothing else, which loads are held against. */
export const INFLATING = "Inflating that sheet alone";

/** The two loads of the large sheet. */
export const LOADS = {
  standing: "**Annexa: load, validated, into a standing warehouse**",
  new: "**Annexa: load, validated, into a new warehouse**",
};

/** Times what inflating takes. */
const AIM = 2.5;

/** The page of results, as Markdown. */
export function benchmarksPage(results: readonly Result[], machine: { readonly load: number }): string {
  const groups = [...new Set(results.map((result) => result.group))];
  const processor = cpus()[0]?.model ?? "unknown";
  return [
    "# Benchmarks",
    "",
    "Written by `deno task bench`. Every figure is a whole process from start to end, the median of its runs by CPU time.",
    "Inputs are generated from a fixed seed: a Post Commissioning extract as Excel spells it, with shared strings, styled",
    "dates and counts, and another Device ID in every row. A standing warehouse is one of the sample inbox without July",
    "2019's files: what an analyst loads a month into. A new one also gets its tables and every view.",
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
    ...groups.flatMap((group) => {
      const own = results.filter((result) => result.group === group);
      return [`## ${group}`, "", ...(group === INFLATING ? againstInflating(own, results) : table(own)), ""];
    }),
  ].join("\n");
}

function table(results: readonly Result[]): string[] {
  return [
    "| | seconds | CPU seconds | peak memory | runs |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...results.map(({ name, runs, measure, failure }) => {
      if (measure === null) return `| ${name} | ${failure!.replaceAll("|", "\\|")} | | | |`;
      const { seconds, cpuSeconds, peakBytes } = measure;
      const peak = peakBytes === null ? "–" : `${Math.round(peakBytes / 1e6).toLocaleString("en-GB")} MB`;
      return `| ${[name, seconds.toFixed(1), cpuSeconds?.toFixed(1) ?? "–", peak, runs].join(" | ")} |`;
    }),
  ];
}

/** Each inflater, and how many times as long a load takes: elapsed, CPU in brackets. */
function againstInflating(inflaters: readonly Result[], results: readonly Result[]): string[] {
  const loads = [LOADS.standing, LOADS.new].map((name) => measureOf(results, name));
  return [
    "How many times as long a load takes, whole process: elapsed, CPU in brackets.",
    "",
    "| | seconds | CPU seconds | into a standing warehouse | into a new one | runs |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...inflaters.map(({ name, runs, measure, failure }) => {
      if (measure === null) return `| ${name} | ${failure!.replaceAll("|", "\\|")} | | | | |`;
      const ratios = loads.map((load) => load === null ? "–" : times(load, measure));
      return `| ${
        [name, measure.seconds.toFixed(2), measure.cpuSeconds?.toFixed(2) ?? "–", ...ratios, runs].join(" | ")
      } |`;
    }),
  ];
}

function times(load: Measure, base: Measure): string {
  const elapsed = (load.seconds / base.seconds).toFixed(1);
  return load.cpuSeconds === null || !base.cpuSeconds
    ? elapsed
    : `${elapsed} (${(load.cpuSeconds / base.cpuSeconds).toFixed(1)})`;
}

function measureOf(results: readonly Result[], text: string): Measure | null {
  return results.find(({ name }) => name.includes(text))?.measure ?? null;
}

const said = (isReached: boolean) => isReached ? "reached" : "**not reached**";
const cost = (measure: Measure) => measure.cpuSeconds ?? measure.seconds;

/** The aims of the project's fourth issue, held against these figures. */
function verdicts(results: readonly Result[]): string[] {
  const load = measureOf(results, LOADS.new);
  if (load === null) return [];
  const peers = ["SheetJS", "exceljs", "hucre", "openpyxl", "calamine"].flatMap((name) => {
    const peer = measureOf(results, name);
    return peer === null ? [] : [`${name} ${(cost(load) / cost(peer)).toFixed(2)}`];
  });
  const peak = load.peakBytes;
  const whole = results.find(({ group }) => group === "A full sheet");
  const sizes = results.filter(({ group, measure }) => group === "Cost by rows" && measure !== null);
  return [
    `- A load, whole process with validation, takes at most ${AIM} times as long as inflating its sheet alone takes. ` +
    inflatingVerdict(results),
    `- It is faster than other readers that only read, and level with calamine. Its CPU time, into a new warehouse, as a ` +
    `part of theirs: ${peers.join(", ")}.`,
    ...peak === null ? [] : [`- It holds less than 400 MB: ${Math.round(peak / 1e6)} MB, ${said(peak < 400e6)}.`],
    ...whole === undefined
      ? []
      : [`- A sheet of 1,048,576 rows and 20 columns loads: ${said(whole.measure !== null)}.`],
    `- Cost grows linearly with rows. CPU seconds: ${
      sizes.map(({ name, measure }) => `${name.replace(" × 10", "")} rows ${cost(measure!).toFixed(1)}`).join(", ")
    }, all ${cost(load).toFixed(1)}; making the empty warehouse, which no row adds to, is in each.`,
  ];
}

/** By elapsed time, as the aim says "takes"; the table of inflaters has CPU time beside it. */
function inflatingVerdict(results: readonly Result[]): string {
  const inflaters = results.flatMap(({ group, name, measure }) =>
    group === INFLATING && measure !== null ? [{ name, measure }] : []
  );
  return (["standing", "new"] as const).flatMap((kind) => {
    const load = measureOf(results, LOADS[kind]);
    if (load === null) return [];
    const against = inflaters.map(({ name, measure }) => {
      const ratio = load.seconds / measure.seconds;
      return `${ratio.toFixed(1)} times ${name}, ${said(ratio <= AIM)}`;
    });
    return [`Into a ${kind} warehouse, elapsed: ${against.join("; ")}.`];
  }).join(" ");
}
