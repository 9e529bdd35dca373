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

function line({ group, name, runs, measure, failure }: Result, zlib: Result, unzip: Result): string {
  if (measure === null) return `| ${name} | ${failure!.replaceAll("|", "\\|")} | | | | | |`;
  const { seconds, cpuSeconds, peakBytes } = measure;
  const against = ({ measure: base }: Result) =>
    group !== zlib.group || !base?.cpuSeconds || cpuSeconds === null ? "" : (cpuSeconds / base.cpuSeconds).toFixed(1);
  const peak = peakBytes === null ? "–" : `${Math.round(peakBytes / 1e6).toLocaleString("en-GB")} MB`;
  const cells = [name, seconds.toFixed(1), cpuSeconds?.toFixed(1) ?? "–", peak, against(zlib), against(unzip), runs];
  return `| ${cells.join(" | ")} |`;
}
