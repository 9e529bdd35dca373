import type { ColumnDraft } from "./columns.ts";
import type { Extract } from "./extract.ts";
import type { Column } from "./column.ts";
import { normaliseHeader } from "./normalise_header.ts";

/** A contract as its file writes it. A column without a class gets the extract's. */
export type ExtractDraft = Omit<Extract, "columns"> & { readonly columns: Readonly<Record<string, ColumnDraft>> };

/** The columns that every table in schema `extracts` has in addition to the contract's. */
const RESERVED = ["load_id", "source_row", "period"];

/**
 * Checks a contract for consistency and completes it. A mistake in a contract file thus fails when the file is loaded.
 *
 * @param draft The contract as its file in `etl/extracts/` writes it
 * @returns The contract with a class for every column
 * @throws {Error} naming the contract and the broken rule. Names are snake case and not reserved. The key and period
 * columns exist. Key columns cannot be blank. No two columns share a header spelling.
 *
 * @example
 * ```ts
 * import { date, text } from "./columns.ts";
 * import { defineExtract } from "./define_extract.ts";
 * import { strictEqual } from "node:assert/strict";
 * const outages = defineExtract({
 *   name: "outages",
 *   title: "Outages",
 *   source: "an example",
 *   classification: "amber",
 *   isClassificationVerified: false,
 *   hint: /outages?/i,
 *   key: ["reference"],
 *   period: { column: "started_date", unit: "month" },
 *   columns: {
 *     reference: text("Reference", { description: "The outage's reference" }),
 *     started_date: date("Started Date", { description: "The day it started" }),
 *   },
 * });
 * strictEqual(outages.columns.reference?.classification, "amber");
 * ```
 */
export function defineExtract(draft: ExtractDraft): Extract {
  const fail = (rule: string): never => {
    throw new Error(`Cannot use contract "${draft.name}" because ${rule}`);
  };
  const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
  if (!snakeCase.test(draft.name)) fail("its name must be snake case");

  const columns: Record<string, Column> = {};
  const spellings = new Map<string, string>();
  for (const [name, column] of Object.entries(draft.columns)) {
    if (!snakeCase.test(name)) fail(`the column name "${name}" must be snake case`);
    if (RESERVED.includes(name)) fail(`every extract table has a column "${name}" of its own`);
    for (const spelling of [column.header, ...column.also ?? []]) {
      const normalised = normaliseHeader(spelling);
      if (normalised === "") fail(`the header "${spelling}" of "${name}" must hold a letter or digit`);
      const other = spellings.get(normalised);
      if (other !== undefined) fail(`the header "${spelling}" of "${name}" is already one of "${other}"`);
      spellings.set(normalised, name);
    }
    columns[name] = { ...column, classification: column.classification ?? draft.classification };
  }

  if (draft.key.length === 0) fail("it must have a key");
  for (const name of draft.key) {
    const column = columns[name] ?? fail(`the key column "${name}" must be one of its columns`);
    if (column.blank !== undefined) fail(`the key column "${name}" must not be blank`);
  }
  checkPeriod(draft, columns, fail);
  return { ...draft, columns };
}

function checkPeriod(draft: ExtractDraft, columns: Record<string, Column>, fail: (rule: string) => never): void {
  if (draft.period === null) return;
  const { column: name, whenBlank } = draft.period;
  const dated = ["date", "month", "quarter", "period"];
  const column = columns[name] ?? fail(`the period column "${name}" must be one of its columns`);
  if (!dated.includes(column.kind)) fail(`the period column "${name}" must hold dates, months or quarters`);
  if ((column.blank !== undefined) !== (whenBlank !== undefined)) {
    fail(`a period column needs "whenBlank" where it may be blank, and only there`);
  }
  if (whenBlank !== undefined) {
    const other = columns[whenBlank] ??
      fail(`the period's "whenBlank" column "${whenBlank}" must be one of its columns`);
    if (!dated.includes(other.kind) || other.blank !== undefined) {
      fail(`the period's "whenBlank" column "${whenBlank}" must hold dates and never be blank`);
    }
  }
}
