import type { DuckDBConnection } from "@duckdb/node-api";
import { buildTable } from "../annex/build_table.ts";
import { formatValue, SUPPRESSED } from "../tables/format_value.ts";
import type { AnnexTable, TableColumn } from "../tables/table_set.ts";
import type { Value } from "../db/value.ts";
import { CLASSES, type Classification, mayShow } from "../base/classification.ts";
import { rows } from "../db/rows.ts";
import type { FigureRow } from "./manifest.ts";
import { type FigureTable, readFigures } from "./read_figures.ts";
import { figureText } from "./record_publication.ts";

/** A published figure that is another one now. */
export interface ChangedFigure {
  /** The view. */
  readonly table: string;
  readonly key: Readonly<Record<string, Value>>;
  readonly column: string;
  /** As text, unrounded; `[c]` where it was held back; null where it was blank or its row not there. */
  readonly old: string | null;
  readonly new: string | null;
  /** `added` and `removed`: the whole row was not there then, or is not now. */
  readonly change: "changed" | "added" | "removed";
  /** `files`: what was loaded since says so. `definition`: the same files give another figure by today's queries. */
  readonly cause: "files" | "definition";
  /** The files loaded since with which it changed, in their order; also `the withdrawal of "…"`. */
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
    `select publication_id, annex_month as month, audience, published_at,
       (select coalesce(max(id), 0) from (
          select file_id as id, loaded_at as moment, utc_offset_minutes from ledger.files
          union all select change_id, changed_at, utc_offset_minutes from ledger.withdrawals)
        where id <= last_file_id
          and moment + to_minutes(utc_offset_minutes) < coalesce(as_of, date '9999-12-30') + interval 1 day) as last_file_id
     from ledger.publications
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
  /** The last file it knew. */
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
  const history = new History(connection, paper, tables);
  const since = await history.filesSince();
  // With today's queries on what was known then: what differs here is not the files' doing.
  const again = await history.figuresAt(paper.last_file_id);
  const now = await history.figuresAt(since.at(-1)?.id ?? paper.last_file_id);
  const filesOf = await history.changing(since);
  const source = new Sources(connection, paper, [again, then, now]);
  // The ledger holds a figure that was held back as a blank.
  const published = (id: string): Figure | undefined => {
    const figure = then.get(id);
    return figure?.value === null && again.get(id)?.value === SUPPRESSED ? again.get(id) : figure;
  };
  const changed: ChangedFigure[] = [];
  const told = new Set<string>();
  for (const id of new Set([...then.keys(), ...now.keys()])) {
    const [old, current] = [published(id), now.get(id)];
    if (old !== undefined && current !== undefined && old.value === current.value) continue;
    const figure = (old ?? current)!;
    const cause = (again.get(id)?.value ?? null) === (current?.value ?? null) ? "definition" : "files";
    const change = old === undefined ? "added" : current === undefined ? "removed" : "changed";
    const files = cause === "files" ? filesOf.get(id) ?? [] : [];
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

/** A paper's figures as they were after each file that came since, by today's queries. */
class History {
  readonly #figures = new Map<number, Map<string, Figure>>();

  constructor(readonly connection: DuckDBConnection, readonly paper: Paper, readonly tables: readonly FigureTable[]) {}

  /** In their order; as far as they are known on the day asked about. */
  async filesSince(): Promise<LaterFile[]> {
    const files = await rows(
      this.connection,
      `select file_id as id, file_name as name from known_files where file_id > $1
       union all
       select changes.change_id,
         if(bool_and(changes.is_undone), 'putting back ', 'the withdrawal of ')
           || string_agg(distinct '"' || files.file_name || '"', ' and ' order by '"' || files.file_name || '"')
       from known_withdrawals as changes
       inner join ledger.loads as loads on loads.load_id = changes.load_id
       inner join ledger.files as files on files.file_id = loads.file_id
       where changes.change_id > $1 group by changes.change_id order by id`,
      [this.paper.last_file_id],
    );
    return files as unknown as LaterFile[];
  }

  async figuresAt(lastFileId: number): Promise<ReadonlyMap<string, Figure>> {
    let figures = this.#figures.get(lastFileId);
    if (figures === undefined) {
      await this.connection.run("set variable last_file_id = $1::integer", [lastFileId]);
      figures = flatten(await readFigures(this.connection, this.paper.month, this.tables, true));
      await this.connection.run("reset variable last_file_id");
      this.#figures.set(lastFileId, figures);
    }
    return figures;
  }

  /**
   * The names of the files with which each figure changed. Most files are of later months and change nothing: a run of
   * files after which the figures are the same is not looked into.
   */
  async changing(since: readonly LaterFile[]): Promise<Map<string, string[]>> {
    const names = new Map<string, string[]>();
    const look = async (before: number, files: readonly LaterFile[]): Promise<void> => {
      const last = files.at(-1);
      if (last === undefined) return;
      const changed = differing(await this.figuresAt(before), await this.figuresAt(last.id));
      if (changed.length === 0) return;
      if (files.length === 1) {
        for (const id of changed) names.set(id, [...names.get(id) ?? [], last.name]);
        return;
      }
      const half = files.length >> 1;
      await look(before, files.slice(0, half));
      await look(files[half - 1]!.id, files.slice(half));
    };
    await look(this.paper.last_file_id, since);
    return names;
  }
}

/** How a change that is no file is named. */
const WITHDRAWAL = /^(?:the withdrawal of|putting back) "/;

interface LaterFile {
  readonly id: number;
  readonly name: string;
}

function differing(left: ReadonlyMap<string, Figure>, right: ReadonlyMap<string, Figure>): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter((id) => {
    const [one, other] = [left.get(id), right.get(id)];
    return one === undefined || other === undefined || one.value !== other.value;
  });
}

/** What the sentences about a paper need to know. */
class Sources {
  readonly #tables = new Map<string, Promise<AnnexTable>>();

  constructor(
    readonly connection: DuckDBConnection,
    readonly paper: Paper,
    readonly known: readonly ReadonlyMap<string, Figure>[],
  ) {}

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
    const row = this.#rowName(figure, columns);
    const says = {
      changed: `${column.title} was given as ${quoted(old)} and is ${quoted(now)}`,
      added: "this row was not given",
      removed: "this row was given and is no more",
    }[change];
    const reason = files.length === 0
      ? ""
      : `, after ${files.map((file) => WITHDRAWAL.test(file) ? file : `"${file}"`).join(" and ")}`;
    const month = formatValue(this.paper.month, { kind: "month" });
    const place = row === "" ? title : `${title}, ${row}`;
    return `Correction to the ${month} paper (${this.paper.audience}): ${place}: ${says}${reason}.`;
  }

  /** By its key as papers show it; where that is a number or not shown, by the row's first text and its period. */
  #rowName({ table, key, column }: Figure, columns: readonly TableColumn[]): string {
    const parts = Object.entries(key).map(([name, value]) => {
      const described = columns.find((one) => one.name === name);
      return described === undefined || typeof value === "number" ? null : formatValue(value, described);
    });
    if (!parts.includes(null)) return parts.join(", ");
    const texts = columns.filter(({ kind, name }, index) =>
      name === "period_label" || (kind === "text" && columns.findIndex((one) => one.kind === "text") === index)
    );
    const values = texts.filter(({ name }) => name !== column).map(({ name }) => this.#value(table, name, key));
    const named = values.filter((value) => value !== null);
    return named.length > 0 ? named.join(", ") : Object.values(key).join(", ");
  }

  #value(table: string, column: string, key: Figure["key"]): string | null {
    const id = `${table} ${column} ${JSON.stringify(key)}`;
    return this.known.map((figures) => figures.get(id)?.value ?? null).find((value) => value !== null) ?? null;
  }

  #describe(table: string): Promise<AnnexTable> {
    let described = this.#tables.get(table);
    if (described === undefined) {
      described = buildTable(this.connection, table, this.paper.month, this.paper.audience);
      this.#tables.set(table, described);
    }
    return described;
  }
}

/** A figure of the ledger as papers show it. */
function shown(text: string | null, column: TableColumn): string {
  if (text === null || text === SUPPRESSED) return formatValue(text, column);
  if (column.kind === "count" || column.kind === "percent") return formatValue(Number(text), column);
  if (column.kind === "boolean") return formatValue(text === "true", column);
  return formatValue(text, column);
}

/** Sentences stand in quotes, numbers do not. */
function quoted(text: string): string {
  return /\s/.test(text) && !/^\d+ \w+ \d{4}$|^\w+ \d{4}$/.test(text) ? `"${text.replaceAll(/\s+/g, " ")}"` : text;
}
