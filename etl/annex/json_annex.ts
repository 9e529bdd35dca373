import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { AnnexTable, TableSet } from "../tables/table_set.ts";

/**
 * An annex as JSON for programs: every value as the warehouse has it, unrounded, with each column described, null for a
 * blank and its reason beside the column. Characters that show nothing are written as escapes.
 */
export function jsonAnnex(set: TableSet): string {
  const annex = {
    title: set.title,
    month: set.month,
    audience: set.audience,
    marking: MARKINGS[set.audience].statement,
    is_synthetic: set.isSynthetic,
    ...(set.isSynthetic ? { synthetic_notice: SYNTHETIC_NOTICE } : {}),
    notes: set.notes,
    tables: set.tables.map(jsonTable),
    charts: set.charts.map(({ name, title, description, classification }) => ({
      name,
      title,
      description,
      classification,
      files: [`charts/${name}.svg`, `charts/${name}.png`],
    })),
    withheld: set.withheld.map(({ title, classification }) => ({ title, classification })),
  };
  return `${JSON.stringify(annex, null, 2).replace(INVISIBLE, escaped)}\n`;
}

// JSON.stringify escapes C0 controls and lone surrogates itself.
const INVISIBLE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function jsonTable(table: AnnexTable) {
  return {
    name: table.name,
    title: table.title,
    classification: table.classification,
    source: table.source,
    notes: table.notes,
    file: `tables/${table.name}.csv`,
    columns: table.columns.map(({ name, title, kind, decimals, blank }) => ({
      name,
      title,
      kind,
      ...(decimals === undefined ? {} : { decimals }),
      ...(blank === undefined ? {} : { blank }),
    })),
    rows: table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column.name, row[at]]))),
  };
}
