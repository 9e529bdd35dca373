import type { DuckDBConnection } from "@duckdb/node-api";
import { COMPANIONS, type Companions } from "../companions.ts";
import { buildTable } from "../build_table.ts";
import type { Block, PanelDocument, Section } from "../panel_document.ts";
import type { TableSet } from "../../tables/table_set.ts";
import type { Value } from "../../db/value.ts";
import { type Classification, mayShow } from "../../base/classification.ts";
import { EXIT, UserError } from "../../base/user_error.ts";
import { quoteIdentifier } from "../../db/quote.ts";
import { rows } from "../../db/rows.ts";
import { viewClasses } from "../../classify/view_classes.ts";

/** What of an annex its documents go by. */
type Subject = Pick<TableSet, "month" | "audience" | "isSynthetic" | "charts">;

/**
 * Describes the documents that go with an annex for its audience: the covering paper and the OPSG's headlines. Every word
 * and number comes from views; of a document named `paper` these are
 *
 * - `documents` and `document_facts`: its title and what stands under it;
 * - `paper_sections`: its headings in order, each with the class an audience must have to be shown it;
 * - every `paper_paragraphs_…` whose class the audience may see: texts and list items by position; what stands in every
 *   document comes from `documents_paragraphs_…`;
 * - `paper_tables`, where there is one: which described tables stand in which section, of those the audience may see.
 * - `paper_charts`, where there is one: in which section the charts of each report stand, of those the annex has for the
 *   audience and its paper shows.
 *
 * A section of which the audience may see nothing is left out. Reads the warehouse; writes nothing.
 *
 * @param annex The annex they go with: its month and audience are theirs
 * @throws {UserError} exit 6, when a view that every audience needs is above this one
 *
 * @example
 * ```ts ignore
 * const set = await describeAnnex(warehouse.connection, "2019-07-01", "white");
 * const { paper, headlines } = await buildDocuments(warehouse.connection, set);
 * ```
 */
export async function buildDocuments(connection: DuckDBConnection, annex: Subject): Promise<Companions> {
  const source = new Source(connection, annex, await viewClasses(connection));
  const documents: [string, PanelDocument][] = [];
  for (const name of COMPANIONS) {
    const described = (await source.read("documents")).find(({ document }) => document === name);
    if (described === undefined) continue;
    const facts = (await source.read("document_facts")).filter(({ document }) => document === name);
    documents.push([name, {
      title: String(described.title),
      facts: facts.map(({ label, value }) => [String(label), String(value)] as const),
      classification: annex.audience,
      isSynthetic: annex.isSynthetic,
      month: annex.month,
      orientation: "portrait",
      sections: await readSections(source, name),
    }]);
  }
  return Object.fromEntries(documents);
}

/** The views of a month, as far as an audience may see them, each asked once. */
class Source {
  readonly #read = new Map<string, Promise<Record<string, Value>[]>>();

  constructor(
    readonly connection: DuckDBConnection,
    readonly annex: Subject,
    readonly classes: ReadonlyMap<string, Classification>,
  ) {}

  mayShow(view: string): boolean {
    return mayShow(this.classes.get(view) ?? "red", this.annex.audience);
  }

  /** The views whose names begin so, by name. */
  named(prefix: string): string[] {
    return [...this.classes.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  /** A view's rows of the month by position. */
  read(view: string): Promise<Record<string, Value>[]> {
    const answer = this.#read.get(view) ?? this.#ask(view);
    this.#read.set(view, answer);
    return answer;
  }

  async #ask(view: string): Promise<Record<string, Value>[]> {
    if (!this.mayShow(view)) {
      throw new UserError(
        EXIT.refusedByClassification,
        `Cannot describe a document for the ${this.annex.audience} audience because view ${view} is above it`,
      );
    }
    return await rows(
      this.connection,
      `select * from ${quoteIdentifier(view)} where annex_month = $1::date order by position`,
      [this.annex.month],
    );
  }
}

async function readSections(source: Source, document: string): Promise<Section[]> {
  const texts = await readTexts(source, document);
  const tables = await readTables(source, document);
  const charts = await readCharts(source, document);
  const sections: Section[] = [];
  for (const { section_id, heading, heading_level, classification } of await source.read(`${document}_sections`)) {
    if (!mayShow(classification as Classification, source.annex.audience)) continue;
    const id = String(section_id);
    const blocks = [...textBlocks(texts.filter((text) => text.section_id === id)), ...tables.get(id) ?? []];
    if (blocks.length === 0) continue;
    sections.push({
      id,
      heading: String(heading),
      level: heading_level === 3 ? 3 : 2,
      blocks,
      ...(charts.has(id) ? { charts: charts.get(id)! } : {}),
    });
  }
  return sections;
}

/** What the audience may read in any section; what stands at one position comes in the order of its views' names. */
async function readTexts(source: Source, document: string): Promise<Record<string, Value>[]> {
  const texts: Record<string, Value>[] = [];
  for (const view of [...source.named("documents_paragraphs_"), ...source.named(`${document}_paragraphs_`)]) {
    if (source.mayShow(view)) texts.push(...await source.read(view));
  }
  return texts.sort((one, other) => Number(one.position) - Number(other.position));
}

async function readTables(source: Source, document: string): Promise<ReadonlyMap<string, Block[]>> {
  const blocks = new Map<string, Block[]>();
  const view = `${document}_tables`;
  if (!source.classes.has(view)) return blocks;
  for (const { section_id, table_name } of await source.read(view)) {
    const name = String(table_name);
    const classification = source.classes.get(name) ?? "red";
    if (!mayShow(classification, source.annex.audience)) continue;
    const table = await buildTable(source.connection, name, source.annex.month, classification);
    const id = String(section_id);
    blocks.set(id, [...blocks.get(id) ?? [], { kind: "table", table }]);
  }
  return blocks;
}

/** The names of the charts of each section, in the order of its reports. */
async function readCharts(source: Source, document: string): Promise<ReadonlyMap<string, string[]>> {
  const view = `${document}_charts`;
  const places = source.classes.has(view) ? await source.read(view) : [];
  const placed = places.flatMap(({ report_number, section_id }) =>
    source.annex.charts.filter((chart) => chart.isInPaper && chart.reportNumber === report_number)
      .map(({ name }) => ({ id: String(section_id), name }))
  );
  const charts = new Map<string, string[]>();
  for (const { id, name } of placed) charts.set(id, [...charts.get(id) ?? [], name]);
  return charts;
}

/** Paragraphs as they stand, items that follow each other as one list. */
function textBlocks(texts: readonly Record<string, Value>[]): Block[] {
  const blocks: Block[] = [];
  let items: string[] = [];
  for (const { kind, text } of texts) {
    if (kind === "item") {
      if (items.length === 0) blocks.push({ kind: "list", items });
      items.push(String(text));
    } else {
      blocks.push({ kind: "paragraph", text: String(text) });
      items = [];
    }
  }
  return blocks;
}
