import type { DuckDBConnection } from "@duckdb/node-api";
import { type Classification, mayShow } from "../base/classification.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { openPrivate } from "../db/open_warehouse.ts";
import { appendTexts } from "../db/append_texts.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { rows } from "../db/rows.ts";

/** An executed notebook, and the warehouses to search it with. */
export interface ValueSearch {
  /** The notebook's file name. */
  readonly notebook: string;
  /** The executed copy as JSON. */
  readonly copy: string;
  /** Its HTML page; null when none is written. */
  readonly page: string | null;
  readonly audience: Classification;
  /** The full warehouse. */
  readonly warehouse: string;
  /** The audience's copy of it. */
  readonly audienceCopy: string;
}

/** Columns whose values name a User, a Device, an Incident, a Problem or a party. */
const NAMING = "(_id|_name|_reference|_party|^rdp|^owner)$";
/** A shorter value is in a text by chance. */
const SHORTEST = 4;
/** Words of a value that are compared: its first ones. */
const MOST_WORDS = 6;
/** Words per search. It bounds the memory. */
const AT_A_TIME = 20_000;
/** Phrases whose places are remembered. It bounds the memory. */
const MOST_PLACES = 50 * AT_A_TIME;

/**
 * Refuses an executed copy that shows a name or reference above the audience's class. It compares the values of the columns
 * that name a User, Device, Incident, Problem or party. Case and punctuation do not count. It searches sources, outputs, the
 * page, and Base64 in them. A value that the audience's copy of the warehouse holds too is allowed.
 *
 * DuckDB gets 500 MB, and it reads each column once per portion of the text. A usual notebook has one portion. Numbers and
 * dates are not compared, because they mean nothing alone. A value that a cell has encoded is not found. The closed kernel
 * protects against that, because a cell cannot read the value.
 *
 * @throws {UserError} exit 6, with the cell and the column of each, never the value
 *
 * @example
 * ```ts ignore
 * await refuseValues({ notebook, copy, page: null, audience: "white", warehouse, audienceCopy });
 * ```
 */
export async function refuseValues(search: ValueSearch): Promise<void> {
  const { notebook, copy, page, audience, warehouse, audienceCopy } = search;
  if (audience === "red") return;
  using session = await openPrivate(":memory:", { memoryLimit: "500MB" });
  const { connection } = session;
  await connection.run("set temp_directory = ''");
  await connection.run(`attach ${quoteLiteral(warehouse)} as full_warehouse (read_only)`);
  await connection.run(`attach ${quoteLiteral(audienceCopy)} as shown (read_only)`);
  await connection.run("create table main.phrases (phrase varchar)");
  const columns = await namingColumns(connection, audience);
  const places = new Map<string, string>();
  const found = new Map<string, Set<string>>();
  for (const phrases of portions(textsOf(copy, page), places)) {
    await connection.run("delete from main.phrases");
    await appendTexts(connection, "main", "phrases", phrases.map((phrase) => [phrase]));
    for (const { table, column } of columns) {
      for (const value of await hits(connection, table, column)) {
        if (!found.has(value)) found.set(value, new Set());
        found.get(value)!.add(`${table}.${column}`);
      }
    }
    if (places.size > MOST_PLACES) forgetOthers(places, found);
  }
  for (const value of await shownOf(connection, [...found.keys()])) found.delete(value);
  if (found.size === 0) return;
  const refusal = (place: string, column: string) =>
    `Cannot keep "${notebook}" for the ${audience} audience because ${place} shows a value of ${column}, which is above ` +
    "it: show a view released to it, or run it for a higher --audience";
  const lines = new Set(
    [...found].flatMap(([value, names]) => [...names].map((column) => refusal(places.get(value)!, column))),
  );
  throw new UserError(EXIT.refusedByClassification, [...lines].sort().join("\n"));
}

/** Only the places of what was found are told. */
function forgetOthers(places: Map<string, string>, found: ReadonlyMap<string, unknown>): void {
  for (const phrase of places.keys()) if (!found.has(phrase)) places.delete(phrase);
}

async function namingColumns(connection: DuckDBConnection, audience: Classification) {
  const labelled = await rows(
    connection,
    `select classes.table_name as name, columns.column_name, classes.classification
     from full_warehouse.ledger.column_classes as classes
     inner join duckdb_columns() as columns
         on columns.database_name = 'full_warehouse' and columns.schema_name = classes.schema_name
         and columns.table_name = classes.table_name and columns.column_name = classes.column_name
     where classes.schema_name = 'extracts' and columns.data_type = 'VARCHAR'
         and regexp_matches(columns.column_name, $1)
     order by all`,
    [NAMING],
  );
  return labelled.filter(({ classification }) => !mayShow(classification as Classification, audience))
    .map(({ name, column_name }) => ({ table: String(name), column: String(column_name) }));
}

/** The values of a column, in the words that {@linkcode wordsOf} gives, that are among the phrases. */
async function hits(connection: DuckDBConnection, table: string, column: string): Promise<string[]> {
  const name = quoteIdentifier(column);
  const found = await rows(
    connection,
    `select distinct phrase from main.phrases
     where phrase in (
         select array_to_string(
             regexp_extract_all(lower(${name}), '[\\p{L}\\p{N}]+')[:${MOST_WORDS}], ' '
         )
         from full_warehouse.extracts.${quoteIdentifier(table)} where length(${name}) >= ${SHORTEST}
     )
     order by all`,
  );
  return found.map(({ phrase }) => String(phrase));
}

/** The values that a table of the audience's copy holds. Its views compute from these tables alone. */
async function shownOf(connection: DuckDBConnection, values: readonly string[]): Promise<string[]> {
  if (values.length === 0) return [];
  await connection.run("create table main.values_found (value varchar)");
  await appendTexts(connection, "main", "values_found", values.map((value) => [value]));
  const columns = await rows(
    connection,
    `select columns.schema_name as schema, columns.table_name as name, columns.column_name as column
     from duckdb_columns() as columns
     semi join duckdb_tables() as tables
         on tables.database_name = columns.database_name and tables.schema_name = columns.schema_name
         and tables.table_name = columns.table_name
     where columns.database_name = 'shown' and columns.data_type = 'VARCHAR' and columns.schema_name <> 'ledger'
     order by all`,
  );
  const shown = new Set<string>();
  for (const { schema, name, column } of columns as Record<string, string>[]) {
    const relation = `shown.${quoteIdentifier(schema!)}.${quoteIdentifier(name!)}`;
    const found = await rows(
      connection,
      `with texts as (
           select distinct ' ' || array_to_string(
               regexp_extract_all(lower(${quoteIdentifier(column!)}), '[\\p{L}\\p{N}]+'), ' '
           ) || ' ' as words
           from ${relation}
       )
       select distinct value from memory.main.values_found, texts where contains(words, ' ' || value || ' ')`,
    );
    for (const { value } of found) shown.add(String(value));
    if (shown.size === values.length) break;
  }
  return [...shown];
}

interface Text {
  /** Follows "as": "cell 3". */
  readonly place: string;
  readonly text: string;
}

function* textsOf(copy: string, page: string | null): Generator<Text> {
  let number = 0;
  for (const cell of JSON.parse(copy).cells as Readonly<Record<string, unknown>>[]) {
    const { tags = [] } = cell.metadata as { readonly tags?: readonly string[] };
    // What the run has put in is not counted, as where it says which cell fails.
    if (!tags.includes("heading") && !tags.includes("injected-parameters")) number++;
    for (const text of stringsIn([cell.source, cell.outputs ?? []])) yield { place: `cell ${number}`, text };
  }
  if (page !== null) yield { place: "its page", text: page };
}

/** Every string in a JSON value; the lines of a text as one. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string")) {
    yield value.join("");
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      yield key;
      yield* stringsIn(one);
    }
  }
}

/** Runs of up to six words that stand in texts, each once, some at a time; and the place of each. */
function* portions(texts: Iterable<Text>, places: Map<string, string>): Generator<string[]> {
  let portion: string[] = [];
  let words = 0;
  for (const { place, text } of texts) {
    for (const variant of variantsOf(text)) {
      const last: string[] = [];
      for (const word of wordsOf(variant)) {
        last.push(word);
        if (last.length > MOST_WORDS) last.shift();
        for (let from = 0; from < last.length; from++) {
          const phrase = last.slice(from).join(" ");
          if (places.has(phrase)) continue;
          places.set(phrase, place);
          portion.push(phrase);
        }
        if (++words % AT_A_TIME > 0) continue;
        yield portion;
        portion = [];
      }
    }
  }
  if (portion.length > 0) yield portion;
}

function* wordsOf(text: string): Generator<string> {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) yield word;
}

/** A text as it stands, with markup and entities read both ways, and what is Base64 in it. */
function* variantsOf(text: string): Generator<string> {
  yield text;
  if (/[<&]/.test(text)) {
    const read = text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
      .replace(/&[a-z]+;/gi, " ");
    yield read.replace(/<[^>]*>/g, "");
    yield read.replace(/<[^>]*>/g, " ");
  }
  for (const [run] of text.matchAll(/[A-Za-z0-9+/]{16,}={0,2}/g)) {
    const bytes = Uint8Array.from(
      atob(run.replace(/=+$/, "").slice(0, Math.floor(run.length / 4) * 4)),
      (character) => character.charCodeAt(0),
    );
    yield new TextDecoder().decode(bytes);
  }
}
