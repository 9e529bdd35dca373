import { SUPPRESSED } from "../tables/format_value.ts";
import { MARKINGS } from "../base/marking.ts";
import type { Classification } from "../base/classification.ts";
import { grouped } from "../text/grouped.ts";
import { isLengthShown } from "./is_length_shown.ts";
import { sheetAddress } from "../workbook/cell_ranges.ts";
import type { RereadFile } from "./reconcile.ts";
import type { Trace, TracedDefinition, TracedLoad } from "./trace.ts";
import { withhold } from "./withhold.ts";

/** How many of a kind are listed before the rest is counted. */
const LISTED = 12;

/**
 * A trace as lines of text, with the values an audience may see.
 *
 * @param audience Values above it are withheld
 */
export function formatTrace(trace: Trace, audience: Classification): string[] {
  return [
    ...describeFigure(trace, audience),
    "",
    ...describeDefinitions(trace.definitions),
    "",
    ...describeLoads(trace, audience),
    "",
    ...describeReconciliation(trace, audience),
  ];
}

function describeFigure(trace: Trace, audience: Classification): string[] {
  const shown = withhold(trace, audience);
  const about = [
    trace.figure,
    ...(trace.month === null ? [] : [trace.month.slice(0, 7)]),
    ...(shown.where === null ? [] : [`where ${shown.where}`]),
    ...(shown.whereWithheld === null ? [] : [`where … (condition withheld: ${MARKINGS[shown.whereWithheld].label})`]),
    ...(trace.asOf === null ? [] : [`as known on ${trace.asOf}`]),
  ].join(", ");
  const rows = shown.rows.slice(0, LISTED).flatMap((row) => [
    "",
    ...trace.columns.map(({ name }, at) => {
      const held = shown.withheld[at];
      const value = held === null ? row[at] ?? "blank" : `withheld: ${MARKINGS[held!].label}`;
      return `  ${name.padEnd(nameWidth(trace))}  ${
        String(value).replaceAll("\n", `\n${" ".repeat(nameWidth(trace) + 4)}`)
      }`;
    }),
  ]);
  const rest = shown.rows.length - LISTED;
  return [
    `Figure: ${about}`,
    `  ${MARKINGS[shown.classification].label}${
      audience === shown.classification ? "" : `, for the ${MARKINGS[audience].label} audience`
    }`,
    ...(trace.isSynthetic ? ["  made from synthetic samples"] : []),
    ...(rest > 0 ? [...rows, "", `  and ${grouped(rest)} more rows; --json prints all`] : rows),
    ...trace.suppressedReasons.map((reason) => `  ${SUPPRESSED} ${reason}`),
    ...(shown.withheld.every((one) => one === null)
      ? []
      : ["", "  --show-values, or --audience, shows what is withheld"]),
  ];
}

function nameWidth({ columns }: Trace): number {
  return Math.max(...columns.map(({ name }) => name.length));
}

function describeDefinitions(definitions: readonly TracedDefinition[]): string[] {
  const [own, ...others] = definitions as [TracedDefinition, ...TracedDefinition[]];
  const names = (kind: TracedDefinition["kind"], title: string) => {
    const list = others.filter((one) => one.kind === kind).map((one) => one.name);
    return list.length === 0 ? [] : [`  ${title} ${list.join(", ")}`];
  };
  const changed = definitions.filter((one) => one.sha256 !== null && !one.isUnchanged);
  return [
    `Query: ${own.place ?? own.name}`,
    ...(own.sha256 === null ? [] : [`  SHA-256 ${own.sha256}`]),
    ...names("query", "through"),
    ...names("macro", "macros"),
    ...names("reference", "reference data"),
    ...(changed.length === 0 ? [] : [
      `  changed in this project since it was published: ${
        changed.map((one) => one.name).join(", ")
      }; what is traced is what was published`,
    ]),
  ];
}

function describeLoads(trace: Trace, audience: Classification): string[] {
  const { loads, loadsConsidered } = trace;
  const kind = trace.hasSuperseded ? "loads, superseded ones with them" : "current loads";
  const proof = loads.length === 0
    ? `none of ${grouped(loadsConsidered)} ${kind}: the figure is the same without any`
    : `${loads.length} of ${grouped(loadsConsidered)} ${kind}. Proven: ${
      loads.length === 1 ? "this one alone gives" : "these alone give"
    } the figure; without ${loads.length === 1 ? "it" : "any one of them"}, it is another`;
  // A file's loads follow each other: what they share is said once, the file before them and the columns after them.
  return [
    `Loads: ${proof}`,
    ...loads.flatMap((load, at) => [
      ...(load.fileId === loads[at - 1]?.fileId ? [] : describeLoadedFile(load)),
      ...describeLoad(load, audience),
      ...(hasSameColumns(load, loads[at + 1]) ? [] : describeColumns(load)),
    ]),
  ];
}

function hasSameColumns(load: TracedLoad, next: TracedLoad | undefined): boolean {
  return load.fileId === next?.fileId && describeColumns(load).join() === describeColumns(next).join();
}

function describeColumns({ columns }: TracedLoad): string[] {
  return columns.map(({ letters, header, name }) =>
    `      ${letters.padEnd(3)} ${header.replaceAll(/\s+/g, " ")} (${name})`
  );
}

function describeLoadedFile({ fileName, fileId, loadedAt, sha256 }: TracedLoad): string[] {
  return ["", `  "${fileName}" (file ${fileId}, loaded ${loadedAt})`, `    SHA-256 ${sha256}`];
}

function describeLoad(load: TracedLoad, audience: Classification): string[] {
  const isShown = isLengthShown(load, audience);
  const rows = !isShown
    ? "which of its rows is withheld, as how long a Red list is, is Red"
    : load.narrowedBy.length > 0
    ? `${grouped(load.rowsUsed)} of its ${grouped(load.rowCount)} rows, those with the figure's own ${
      load.narrowedBy.join(", ")
    }: proven enough`
    : `all of its ${grouped(load.rowCount)} rows; which of them could go is not looked into`;
  const ranges = load.ranges.slice(0, LISTED).map((range) => sheetAddress(load.sheet, range)).join(", ");
  const rest = load.ranges.length - LISTED;
  return [
    `    load ${load.loadId}: ${load.extract}${
      load.period === null ? "" : ` ${load.period.slice(0, 7)}`
    }, sheet "${load.sheet}", header in row ${load.headerRow}`,
    `    ${rows}`,
    ...(!isShown ? [] : [
      `    ${ranges === "" ? "no cells: that the load is there is what counts" : ranges}${
        rest > 0 ? ` and ${grouped(rest)} more ranges; --json or --report lists all` : ""
      }`,
    ]),
  ];
}

function describeReconciliation(trace: Trace, audience: Classification): string[] {
  const { reconciliation } = trace;
  return [`Reconciliation: ${conclusion(trace, audience)}`, ...reconciliation.files.flatMap(describeFile)];
}

/**
 * What a reconciliation came to, in a sentence without a final period.
 *
 * @example
 * ```ts
 * import { conclusion } from "./format_trace.ts";
 * import { strictEqual } from "node:assert/strict";
 * const answer = { columns: [], rows: [] };
 * const reconciliation = { status: "equal", files: [], rowsRead: 142, rowsNeeded: 142, rowsChanged: 0, answer } as const;
 * strictEqual(
 *   conclusion({ loads: [], reconciliation }, "white"),
 *   "equal. 142 rows read again from the cells, and the published queries asked of these alone, give the same figure",
 * );
 * ```
 */
export function conclusion(
  { loads, reconciliation }: Pick<Trace, "loads" | "reconciliation">,
  audience: Classification,
): string {
  const { status, files, rowsRead, rowsNeeded, rowsChanged } = reconciliation;
  const isShown = loads.every((load) => isLengthShown(load, audience));
  const count = (rows: number) => isShown ? grouped(rows) : "some";
  const changed = rowsChanged === 0 ? "" : `; ${count(rowsChanged)} of them are not as the warehouse holds them`;
  const read = `${
    isShown ? `${grouped(rowsRead)} ${rowsRead === 1 ? "row" : "rows"}` : "The rows"
  } read again from the cells`;
  switch (status) {
    case "equal":
      if (rowsNeeded === 0) return "equal. It rests on no cell, and the published queries give the same figure again";
      return `equal. ${read}, and the published queries asked of these alone, give the same figure${changed}`;
    case "different":
      return `DIFFERENT. ${read}${
        rowsRead < rowsNeeded ? ` of ${isShown ? `${grouped(rowsNeeded)} needed` : "those needed"}` : ""
      } give another figure${changed}: load the files into a new warehouse with --warehouse FILE and compare`;
    case "incomplete": {
      const missing = files.filter((file) => file.status !== "read").length;
      const rest = rowsRead === 0
        ? "the figure could not be computed again from its sources"
        : `${read} of ${
          count(rowsNeeded)
        } needed; with the rest as the warehouse holds it, the figure is the same${changed}`;
      return `incomplete, as ${missing} of ${files.length} source files cannot be read again: ${rest}`;
    }
  }
}

function describeFile({ name, status, path, messages }: RereadFile): string[] {
  switch (status) {
    case "read":
      return [`  read again: ${path}`];
    case "missing":
      return [`  not found: "${name}" is no longer where source files are looked for; --inbox DIR looks elsewhere`];
    case "changed":
      return [`  not found: "${name}" is no longer there as it was loaded; ${path} has its name and other bytes`];
    case "refused":
      return [
        `  not read: ${path} no longer meets its contract`,
        ...messages.slice(0, LISTED).map((one) => `    ${one}`),
      ];
  }
}
