import type { DuckDBConnection } from "@duckdb/node-api";
import { describeTable } from "../annex/describe_table.ts";
import { formatValue } from "../annex/format_value.ts";
import type { AnnexTable, TableColumn, Value } from "../annex/table_set.ts";
import { CLASSES, type Classification, mayShow } from "../classification.ts";
import { rows } from "../warehouse/rows.ts";
import type { FigureRow } from "./manifest.ts";
import { readFigures } from "./read_figures.ts";
import { figureText } from "./record_publication.ts";

/** A published figure that is another one now. */
export interface ChangedFigure {
  /** The view. */
  readonly table: string;
  readonly key: Readonly<Record<string, Value>>;
  readonly column: string;
  /** As text, unrounded; null where it was blank or its row not there. */
  readonly old: string | null;
  readonly new: string | null;
  /** `added` and `removed`: the whole row was not there then, or is not now. */
  readonly change: "changed" | "added" | "removed";
  /** `files`: what was loaded since says so. `definition`: the same files give another figure by today's queries. */
  readonly cause: "files" | "definition";
  /** The files loaded since for the extract the table's report is about. */
  readonly files: readonly string[];
  /** A sentence for the next paper; null where the figure, as papers round it, is the same. */
  readonly note: string | null;
}

/** A published paper some of whose figures are others now. */
export interface Restatement {
  readonly publication_id: number;
  /** The first of the annex month, `yyyy-mm-dd`. */
  readonly month: string;
  readonly audience: Classification;
  readonly published_at: string;
  readonly figures: readonly ChangedFigure[];
}

/** Which papers to look at. */
export interface RestateOptions {
  /** The first of an annex month; null: every month. */
  readonly month: string | null;
  /** Papers for this audience and those below it: the list shows their figures. */
  readonly audience: Classification;
}

/**
 * Compares what papers say with what is known now, figure by figure: of each month and audience the paper published last.
 *
 * @returns The papers with a changed figure, by month and audience, and how many papers were left out as they are for an
 * audience above
 *
 * @example
 * ```ts ignore
 * const { papers } = await restate(warehouse.connection, { month: null, audience: "white" });
 * ```
 */
export async function restate(
  connection: DuckDBConnection,
  options: RestateOptions,
): Promise<{ readonly papers: readonly Restatement[]; readonly looked: number; readonly withheld: number }> {
  const published = await rows(
    connection,
    `select publication_id, annex_month as month, audience, last_file_id, published_at from ledger.publications
     where $1::date is null or annex_month = $1::date
     qualify row_number() over (partition by annex_month, audience order by publication_id desc) = 1
     order by annex_month`,
    [options.month],
  );
  const shown = published.filter(({ audience }) => mayShow(audience as Classification, options.audience))
    .sort((left, right) => order(left.month, left.audience) < order(right.month, right.audience) ? -1 : 1);
  const papers: Restatement[] = [];
  for (const paper of shown as unknown as Paper[]) {
    const figures = await compare(connection, paper);
    const { publication_id, month, audience, published_at } = paper;
    if (figures.length > 0) papers.push({ publication_id, month, audience, published_at, figures });
  }
  return { papers, looked: shown.length, withheld: published.length - shown.length };
}

interface Paper {
  readonly publication_id: number;
  readonly month: string;
  readonly audience: Classification;
  readonly last_file_id: number;
  readonly published_at: string;
}

function order(month: Value | undefined, audience: Value | undefined): string {
  return `${month} ${CLASSES.indexOf(audience as Classification)}`;
}

async function compare(connection: DuckDBConnection, paper: Paper): Promise<ChangedFigure[]> {
  // What was suppressed for the paper's audience is suppressed again, not changed.
  await connection.run("set variable audience = $1::varchar", [paper.audience]);
  const then = await readPublished(connection, paper.publication_id);
  const columns = new Map<string, Set<string>>();
  for (const { table, column } of then.values()) {
    columns.set(table, (columns.get(table) ?? new Set()).add(column));
  }
  const tables = [...columns].map(([name, shown]) => ({ name, columns: [...shown] }));
  const now = flatten(await readFigures(connection, paper.month, tables));
  // With today's queries on what was known then: what differs here is not the files' doing.
  await connection.run("set variable last_file_id = $1::integer", [paper.last_file_id]);
  const again = flatten(await readFigures(connection, paper.month, tables));
  await connection.run("reset variable last_file_id");
  const source = new Sources(connection, paper);
  const changed: ChangedFigure[] = [];
  const told = new Set<string>();
  for (const id of new Set([...then.keys(), ...now.keys()])) {
    const [old, current] = [then.get(id), now.get(id)];
    if (old !== undefined && current !== undefined && old.value === current.value) continue;
    const figure = (old ?? current)!;
    const cause = (again.get(id)?.value ?? null) === (current?.value ?? null) ? "definition" : "files";
    const change = old === undefined ? "added" : current === undefined ? "removed" : "changed";
    const files = cause === "files" ? await source.filesOf(figure) : [];
    const values = { old: old?.value ?? null, new: current?.value ?? null };
    // Of a whole row one sentence is enough: its first column's.
    const row = `${figure.table} ${JSON.stringify(figure.key)}`;
    const isTold = change !== "changed" && told.has(row);
    told.add(row);
    const note = isTold ? null : await source.note(figure, values, change, files);
    changed.push({
      table: figure.table,
      key: figure.key,
      column: figure.column,
      ...values,
      change,
      cause,
      files,
      note,
    });
  }
  return changed;
}

interface Figure {
  readonly table: string;
  readonly key: Readonly<Record<string, Value>>;
  readonly column: string;
  readonly value: string | null;
}

async function readPublished(connection: DuckDBConnection, id: number): Promise<Map<string, Figure>> {
  const figures = await rows(
    connection,
    `select table_name, row_key, column_name, value from ledger.published_figures where publication_id = $1 order by rowid`,
    [id],
  );
  return new Map(
    figures.map(({ table_name, row_key, column_name, value }) => [
      `${table_name} ${column_name} ${row_key}`,
      {
        table: String(table_name),
        key: JSON.parse(String(row_key)),
        column: String(column_name),
        value: value as string | null,
      },
    ]),
  );
}

function flatten(figures: readonly FigureRow[]): Map<string, Figure> {
  return new Map(figures.flatMap(({ table, key, values }) =>
    Object.entries(values).map(([column, value]) => [
      `${table} ${column} ${JSON.stringify(key)}`,
      { table, key, column, value: figureText(value) },
    ])
  ));
}

/** What the sentences about a paper need to know. */
class Sources {
  readonly #tables = new Map<string, Promise<AnnexTable>>();
  readonly #files = new Map<string, Promise<string[]>>();

  constructor(readonly connection: DuckDBConnection, readonly paper: Paper) {}

  /** The files loaded since for the report the figure is about: in Annex A, the row's. */
  filesOf({ table, key }: Figure): Promise<string[]> {
    const report = key.report_number === undefined ? null : Number(key.report_number);
    const id = `${table} ${report}`;
    if (!this.#files.has(id)) this.#files.set(id, this.#readFiles(table, report));
    return this.#files.get(id)!;
  }

  async #readFiles(table: string, report: number | null): Promise<string[]> {
    const files = await rows(
      this.connection,
      `select file_name, bool_or(loads.extract in (
           select reports.extract from reference.reports as reports
           where reports.report_number = coalesce(
             $3::integer, (select any_value(report_number) from reference.annex_tables where table_name = $2)
           )
         )) as is_about
       from known_files as files inner join ledger.loads as loads on loads.file_id = files.file_id
       where files.file_id > $1 group by files.file_id, file_name order by files.file_id`,
      [this.paper.last_file_id, table, report],
    );
    const about = files.filter(({ is_about }) => is_about === true);
    return (about.length > 0 ? about : files).map(({ file_name }) => String(file_name));
  }

  async note(
    figure: Figure,
    values: { readonly old: string | null; readonly new: string | null },
    change: ChangedFigure["change"],
    files: readonly string[],
  ): Promise<string | null> {
    const { title, columns } = await this.#describe(figure.table);
    const column = columns.find(({ name }) => name === figure.column);
    if (column === undefined) return null;
    const [old, now] = [shown(values.old, column), shown(values.new, column)];
    if (change === "changed" && old === now) return null;
    const row = Object.entries(figure.key).map(([name, value]) => {
      const described = columns.find((one) => one.name === name);
      return described === undefined ? String(value) : formatValue(value, described);
    }).join(", ");
    const says = {
      changed: `was given as ${quoted(old)} and is ${quoted(now)}`,
      added: `was not given and is ${quoted(now)}`,
      removed: `was given as ${quoted(old)} and is no more`,
    }[change];
    const reason = files.length === 0 ? "" : `, after ${files.map((file) => `"${file}"`).join(" and ")}`;
    const month = formatValue(this.paper.month, { kind: "month" });
    const place = row === "" ? title : `${title}, ${row}`;
    return `Correction to the ${month} paper (${this.paper.audience}): ${place}: ${column.title} ${says}${reason}.`;
  }

  #describe(table: string): Promise<AnnexTable> {
    let described = this.#tables.get(table);
    if (described === undefined) {
      described = describeTable(this.connection, table, this.paper.month, this.paper.audience);
      this.#tables.set(table, described);
    }
    return described;
  }
}

/** A figure of the ledger as papers show it. */
function shown(text: string | null, column: TableColumn): string {
  if (text === null) return formatValue(null, column);
  if (column.kind === "count" || column.kind === "percent") return formatValue(Number(text), column);
  if (column.kind === "boolean") return formatValue(text === "true", column);
  return formatValue(text, column);
}

/** Sentences stand in quotes, numbers do not. */
function quoted(text: string): string {
  return /\s/.test(text) && !/^\d+ \w+ \d{4}$|^\w+ \d{4}$/.test(text) ? `"${text.replaceAll(/\s+/g, " ")}"` : text;
}
