/** One question put to a warehouse of one size. */
export interface DeviceResult {
  /** Devices of the first month. */
  readonly millions: number;
  readonly warehouseBytes: number;
  readonly question: string;
  readonly seconds: number;
  readonly cpuSeconds: number | null;
  readonly peakBytes: number | null;
}

/** The heading under which `docs/benchmarks.md` has these figures. */
export const DEVICES_HEADING = "## Post commissioning of 30 million Devices";

/** The figures as a section of Markdown: a row a question, for each size CPU and elapsed seconds and the peak of memory. */
export function devicesSection(results: readonly DeviceResult[]): string {
  const sizes = [...new Map(results.map((one) => [one.millions, one.warehouseBytes]))];
  const questions = [...new Set(results.map(({ question }) => question))];
  const cell = (question: string, millions: number) => {
    const found = results.find((one) => one.question === question && one.millions === millions);
    if (found === undefined) return "–";
    const { seconds, cpuSeconds, peakBytes } = found;
    const peak = peakBytes === null ? "–" : `${Math.round(peakBytes / 1e6).toLocaleString("en-GB")} MB`;
    return `${cpuSeconds?.toFixed(1) ?? "–"} s (${seconds.toFixed(0)} s), ${peak}`;
  };
  return [
    DEVICES_HEADING,
    "",
    "Written by `deno task bench-devices`. Six months of so many Devices each, from a fixed seed. One in 128 leaves the list",
    "every month and as many are new; a quarter is incomplete, of which some 4 % are added and as many removed each month.",
    "Device IDs come in no order. Each question is put once by the project's own command (`deno task sql`,",
    "`deno task annex`) in a process of its own, which has two threads and lets DuckDB hold 1 GB; what does not fit goes to",
    "disk, some 11 GB when check_keys_unique looks at six months of 30 million. A cell is user and system CPU seconds,",
    "elapsed seconds in brackets, and the most memory the whole process held. Where other work shares the cores, elapsed",
    "seconds are inflated.",
    "",
    `| | ${sizes.map(([millions]) => `6 × ${millions} million`).join(" | ")} |`,
    `| --- |${" ---: |".repeat(sizes.length)}`,
    `| Size of the warehouse | ${
      sizes.map(([, bytes]) => `${Math.round(bytes / 1e6).toLocaleString("en-GB")} MB`).join(" | ")
    } |`,
    ...questions.map((question) =>
      `| ${question} | ${sizes.map(([millions]) => cell(question, millions)).join(" | ")} |`
    ),
    "",
  ].join("\n");
}
