/// <reference lib="dom" />
import { SUPPRESSED } from "../../../tables/format_value.ts";
import { suppressedColumns } from "../../../tables/show_suppressed.ts";
import type { Answer, AnswerValue } from "../answer.ts";
import { element } from "../element.ts";

/** What the month's page is about. */
export interface MonthContext {
  /** First of the annex month, `yyyy-mm-dd`. */
  readonly month: string;
  /** First of the period each report's annex looks at, by report number. */
  readonly periods: ReadonlyMap<number, string>;
  /** "" for all. */
  readonly region: string;
}

/** A part of the month's page: one query, and how its answer is shown. */
export interface Tile {
  readonly name: string;
  readonly title: string;
  /** The view it needs: where the audience may not see it, the tile says so and shows nothing. */
  readonly view: string;
  /** Whether it takes the whole width. */
  readonly isWide: boolean;
  sql(context: MonthContext): string;
  draw(
    records: readonly Readonly<Record<string, AnswerValue>>[],
    context: MonthContext,
    answer: Answer,
  ): readonly Node[];
}

/** The period a report's annex looks at, as SQL; a day no data has where the report has none. */
export function periodOf({ periods }: MonthContext, report: number): string {
  return `date '${periods.get(report) ?? "1900-01-01"}'`;
}

/** `and region = 'North'`, or nothing for all. */
export function inRegion({ region }: MonthContext): string {
  return region === "" ? "" : ` and region = '${region.replaceAll("'", "''")}'`;
}

/** Under a tile's figures the reasons why some of them stand as `[c]`; nothing where none does. */
export function suppressionNotes(records: readonly Readonly<Record<string, AnswerValue>>[]): HTMLElement[] {
  const reasons = records.filter((row) => suppressedColumns(row.suppressed_columns).length > 0)
    .map((row) => String(row.suppressed_reason));
  return [...new Set(reasons)].map((reason) => element("p", { class: "source" }, `${SUPPRESSED} ${reason}`));
}
