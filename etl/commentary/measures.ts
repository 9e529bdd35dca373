import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value } from "../db/value.ts";
import type { Classification } from "../base/classification.ts";
import { nearestSpelling } from "../text/nearest_spelling.ts";
import { classifySelect } from "../classify/classify_select.ts";
import { DamagedError } from "../db/damaged_error.ts";
import { explainError } from "../db/explain_error.ts";
import { parseSelect, parseSelects, tablesOf } from "../db/parse_sql.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { readLabels } from "../classify/read_labels.ts";
import { readTable } from "../db/read_table.ts";
import { highestClass, type Labels } from "../classify/relation_classes.ts";
import { rows } from "../db/rows.ts";
import { UnclassifiedError } from "../classify/unclassified_error.ts";

/** The period of a report that an annex month looks at, and how many decimals its percentages have. */
export interface ReportPeriod {
  readonly reportNumber: number;
  readonly reportName: string;
  /** The report it is delivered in; its own number where it is delivered itself. */
  readonly carrierNumber: number;
  /** First day, `yyyy-mm-dd`. */
  readonly period: string;
  readonly isQuarterly: boolean;
  readonly percentDecimals: number;
}

/** A question to a view, ready to be classified and asked. */
export interface MeasureQuestion {
  readonly sql: string;
  readonly classification: Classification;
}

/** Why a question cannot be asked. */
export class QuestionError extends Error {
  override name = "QuestionError";
}

/** What an annex month asks the views: each answers for the month or period that is meant when nothing else is said. */
export class Measures {
  private constructor(
    readonly connection: DuckDBConnection,
    readonly month: string,
    readonly reports: ReadonlyMap<number, ReportPeriod>,
    private readonly labels: Labels,
    private readonly columns: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly owners: ReadonlyMap<string, readonly number[]>,
  ) {}

  /** @param month The first of the annex month, `yyyy-mm-dd` */
  static async of(connection: DuckDBConnection, month: string): Promise<Measures> {
    const reports = (await rows(connection, REPORTS, [month])).map((row): ReportPeriod => ({
      reportNumber: Number(row.report_number),
      reportName: String(row.report_name),
      carrierNumber: Number(row.delivered_in ?? row.report_number),
      period: String(row.period),
      isQuarterly: row.frequency === "quarterly",
      percentDecimals: Number(row.percent_decimals),
    }));
    const labels = await readLabels(connection);
    return new Measures(
      connection,
      month,
      new Map(reports.map((report) => [report.reportNumber, report])),
      labels,
      columnsByView(labels),
      await readOwners(connection),
    );
  }

  /** The report a view is about: the section's own unless the view reads the data of others alone. */
  aboutReport(view: string, section: ReportPeriod): ReportPeriod {
    const owners = (this.owners.get(view) ?? []).flatMap((number) => this.reports.get(number) ?? []);
    const [first] = owners;
    if (first === undefined || owners.some((owner) => owner.reportNumber === section.reportNumber)) return section;
    const isOne = owners.every((owner) =>
      owner.period === first.period && owner.percentDecimals === first.percentDecimals
    );
    return isOne ? first : section;
  }

  /** @throws {QuestionError} when there is no such view */
  columnsOf(view: string): ReadonlySet<string> {
    const columns = this.columns.get(view);
    if (columns !== undefined) return columns;
    const near = nearestSpelling(view, this.columns.keys());
    throw new QuestionError(`there is no view ${view}${near === null ? "" : `: did you mean ${near}`}`);
  }

  /**
   * A question to a view's rows of the month. `this_month`, `this_period` and `this_report` can be named in it; a
   * condition that names the view's month, quarter or report column decides about it alone.
   *
   * @param selected SQL expressions by the names they get
   * @throws {QuestionError} when the view or a column is unknown, or the SQL cannot be read
   */
  async question(
    section: ReportPeriod,
    view: string,
    selected: readonly (readonly [expression: string, name: string])[],
    where: string | null,
  ): Promise<MeasureQuestion> {
    const columns = this.columnsOf(view);
    const about = this.aboutReport(view, section);
    // A line break ends a comment the condition may hold.
    const conditions = [...this.#usual(columns, where ?? ""), ...(where === null ? [] : [`(${where}\n)`])];
    const sql = `select ${
      selected.map(([expression, name]) => `(${expression}\n) as ${quoteIdentifier(name)}`).join(", ")
    }
      from ${quoteIdentifier(view)} cross join (
        select date ${quoteLiteral(this.month)} as this_month, date ${quoteLiteral(about.period)} as this_period,
          ${section.reportNumber} as this_report
      ) as this_section${conditions.length > 0 ? ` where ${conditions.join(" and ")}` : ""}`;
    try {
      const query = await parseSelect(this.connection, sql);
      return { sql, classification: highestClass(classifySelect(query, this.labels)) };
    } catch (error) {
      if (error instanceof UnclassifiedError) return { sql, classification: "red" };
      if (error instanceof SyntaxError) throw new QuestionError(`it is no SQL: ${explainError(error)}`);
      throw error;
    }
  }

  /** @throws {QuestionError} when DuckDB cannot answer */
  async answer({ sql }: MeasureQuestion): ReturnType<typeof readTable> {
    try {
      return await readTable(this.connection, sql);
    } catch (error) {
      if (error instanceof DamagedError) throw error;
      throw new QuestionError(explainError(error));
    }
  }

  /** What a macro makes of a value. */
  async apply(macro: string, value: Value): Promise<Value> {
    const parameter = typeof value === "number" ? "$1::bigint" : "$1::varchar";
    try {
      const [row] = await rows(this.connection, `select ${quoteIdentifier(macro)}(${parameter}) as text`, [value]);
      return row!.text ?? null;
    } catch (error) {
      if (error instanceof DamagedError) throw error;
      throw new QuestionError(explainError(error));
    }
  }

  /** The conditions that pick the month, the period and the report. */
  #usual(columns: ReadonlySet<string>, where: string): string[] {
    const isFree = (column: string) => columns.has(column) && !new RegExp(`\\b${column}\\b`, "i").test(where);
    const time = columns.has("annex_month")
      ? ["annex_month", "this_month"]
      : ["reporting_month", "reporting_quarter", "period"].filter((column) => columns.has(column))
        .map((column) => [column, "this_period"])[0];
    const conditions = time !== undefined && isFree(time[0]!) ? [`${time[0]} = ${time[1]}`] : [];
    // The register and the actions speak of every report.
    const speaksOfAll = "this_report in (select report_number from reference.reports where frequency like 'every %')";
    if (isFree("report_number")) conditions.push(`(report_number = this_report or ${speaksOfAll})`);
    return conditions;
  }
}

const REPORTS = `
  select r.report_number, r.report_name, r.percent_decimals, r.frequency, r.delivered_in, p.period
  from reference.reports as r
  inner join annex_periods as p on p.report_number = r.report_number
  where p.annex_month = $1::date`;

/** As published: DuckDB's own catalogue would bind every view to tell its columns. */
function columnsByView({ tables }: Labels): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    [...tables].flatMap(([name, { columns }]) =>
      name.startsWith("main.") && columns !== null
        ? [[name.slice("main.".length), new Set(columns.map((column) => column.name))] as const]
        : []
    ),
  );
}

/** Of which reports' data each view is made, through the views it reads; the register's and the actions' left out. */
async function readOwners(connection: DuckDBConnection): Promise<ReadonlyMap<string, readonly number[]>> {
  const reports = await rows(
    connection,
    "select report_number, extract from reference.reports where frequency not like 'every %'",
  );
  const definitions = await rows(connection, "select name, sql from ledger.definitions where kind = 'query'");
  const parsed = await parseSelects(
    connection,
    definitions.map(({ sql }) => String(sql).trim().replace(/;$/, "")),
  );
  const reads = new Map(definitions.map(({ name }, index) => {
    const query = parsed[index]!;
    return [String(name), query instanceof SyntaxError ? [] : tablesOf(query)];
  }));
  const extracts = new Map<string, ReadonlySet<string>>();
  const visit = (view: string): ReadonlySet<string> => {
    const known = extracts.get(view);
    if (known !== undefined) return known;
    const found = new Set<string>();
    extracts.set(view, found);
    for (const { schema, name } of reads.get(view) ?? []) {
      if (schema === "extracts") found.add(name);
      else if (schema === "" || schema === "main") { for (const one of visit(name)) found.add(one); }
    }
    return found;
  };
  return new Map([...reads.keys()].map((view) => {
    const read = visit(view);
    return [
      view,
      reports.filter(({ extract }) => read.has(String(extract))).map(({ report_number }) => Number(report_number)),
    ];
  }));
}
