import { unzipSync } from "fflate";
import { Buffer } from "node:buffer";
import { basename, join, relative } from "node:path";
import { gunzipSync, inflateSync } from "node:zlib";
import { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier, quoteLiteral } from "../../etl/db/quote.ts";
import { readTable } from "../../etl/db/read_table.ts";
import { rows } from "../../etl/db/rows.ts";
import type { Canary } from "./canary_month.ts";

/** Where a canary was found: `annex-a.xlsx/xl/sharedStrings.xml: csr_variance.user_name Qzamber000axq`. */
export type Find = string;

/** Which canaries stand anywhere in a file, or any file of a folder, however a format packs them. */
export async function findInFolder(folder: string, canaries: readonly Canary[]): Promise<Find[]> {
  const found: Find[] = [];
  const connection = await DuckDBConnection.create();
  /** Parquet by the table it is of, as a query a file takes longer than all its values. */
  const tables = new Map<string, string[]>();
  const isFile = Deno.statSync(folder).isFile;
  for (const path of isFile ? [folder] : files(folder)) {
    const place = (isFile ? basename(folder) : relative(folder, path)).replaceAll("\\", "/");
    const bytes = Deno.readFileSync(path);
    if (isProgram(bytes)) continue;
    found.push(...findInBytes(bytes, canaries, place));
    if (path.endsWith(".duckdb")) found.push(...findInText(await readWarehouse(connection, path), canaries, place));
    if (path.endsWith(".parquet")) {
      const table = place.replace(/(\/partition_month=[^/]*)?\/[^/]*$/, "");
      tables.set(table, [...tables.get(table) ?? [], path]);
    }
  }
  for (const [table, paths] of tables) {
    found.push(...findInText(await readParquet(connection, paths), canaries, table));
  }
  connection.closeSync();
  return found;
}

const ENGINE = new URL(import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"));

/** DuckDB itself, byte for byte as its package has it: 34 MB with dates and numbers of its own. */
function isProgram(bytes: Uint8Array): boolean {
  return bytes.length === Deno.statSync(ENGINE).size && Buffer.from(bytes.buffer).equals(Deno.readFileSync(ENGINE));
}

/** Which canaries stand in some bytes: as they are, and as unzipped, inflated, decoded and stripped of markup. */
export function findInBytes(bytes: Uint8Array, canaries: readonly Canary[], place: string): Find[] {
  const packed = unpack(bytes);
  const inner = [...packed].flatMap(([name, content]) => findInBytes(content, canaries, `${place}/${name}`));
  const latin1 = new TextDecoder("latin1").decode(bytes);
  const texts = [latin1, new TextDecoder("utf-16le").decode(bytes)];
  if (packed.size === 0) {
    // Base64 within text: pictures in HTML and notebooks, whose chunks may hold text of their own.
    for (const [index, [run]] of [...latin1.matchAll(/[A-Za-z0-9+/]{64,}={0,2}/g)].entries()) {
      inner.push(...findInBytes(decodeBase64(run), canaries, `${place}/base64 ${index + 1}`));
    }
  }
  const numbers = described(canaries, integersIn(latin1), place);
  return [...new Set([...inner, ...numbers, ...findInText(texts.join("\n"), canaries, place)])];
}

/** Which canaries stand in a text in any of the ways people and programs write them. */
export function findInText(text: string, canaries: readonly Canary[], place: string): Find[] {
  const plain = text.toLowerCase();
  // What formats put inside a word: markup, escapes, separators of thousands, soft hyphens and spaces of no width.
  const joined = plain.replace(/<[^>]*>|&(?:#\w+|\w+);|[\\,_'\s\u00a0\u00ad\u200b\u2009\u202f\u2060]/g, "");
  return described(canaries, new Set([...valuesIn(plain), ...valuesIn(joined)]), place);
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH = `(${MONTHS.join("|")})[a-z]*`;

/** Everything in a text that is written as a canary is, as canaries write themselves; in one pass a way of writing. */
function valuesIn(text: string): Set<string> {
  const found = new Set<string>();
  const day = (year: string, month: string | number, date: string) =>
    found.add(`${year}-${String(month).padStart(2, "0")}-${date.padStart(2, "0")}`);
  const number = (name: string) => MONTHS.indexOf(name) + 1;
  // Looking ahead, so that what overlaps is found.
  for (const [, word] of text.matchAll(/(?=(qz(?:green|amber|red)[0-9a-z]{4}xq|inc731\d{9}|731\d{10}))/g)) {
    found.add(word!);
  }
  for (const [, pairs] of text.matchAll(/(?=fa-?ce-?73-?10((?:-?[0-9a-f]{2}){4}))/g)) {
    found.add(`fa-ce-73-10-${pairs!.replaceAll("-", "").match(/../g)!.join("-")}`);
  }
  // DuckDB, JavaScript and Excel write great numbers with an exponent at times.
  for (const [, digits] of text.matchAll(/7\.(31\d{10})e\+?12/g)) found.add(`7${digits}`);
  for (const [, year, month, date] of text.matchAll(/(?=(20\d\d)-(\d\d)-(\d\d))/g)) day(year!, month!, date!);
  for (const [, date, month, year] of text.matchAll(/(?=(\d\d)\/(\d\d)\/(20\d\d))/g)) day(year!, month!, date!);
  for (const [, date, month, year] of text.matchAll(new RegExp(`(\\d{1,2})[ -]?${MONTH}[ -]?(20\\d\\d)`, "g"))) {
    day(year!, number(month!), date!);
  }
  for (const [, month, date, year] of text.matchAll(new RegExp(`${MONTH} ?(\\d{1,2}),? ?(20\\d\\d)`, "g"))) {
    day(year!, number(month!), date!);
  }
  return found;
}

/** The numbers near 7.31 million million that stand in some bytes as DuckDB and Parquet keep a BIGINT. */
function integersIn(latin1: string): Set<string> {
  const found = new Set<string>();
  // deno-lint-ignore no-control-regex -- these are bytes
  for (const { index } of latin1.matchAll(/[\xa5\xa6]\x06\0\0/g)) {
    if (index < 4) continue;
    const bytes = Uint8Array.from(latin1.slice(index - 4, index + 4), (character) => character.charCodeAt(0));
    found.add(String(new DataView(bytes.buffer).getBigInt64(0, true)));
  }
  return found;
}

function described(canaries: readonly Canary[], values: ReadonlySet<string>, place: string): Find[] {
  return canaries.filter(({ value }) => values.has(value.toLowerCase()))
    .map((canary) => `${place}: ${canary.place} ${canary.value}`);
}

/** The parts of a zip, a compressed stream, or the text chunks of a PNG; none of anything else. */
function unpack(bytes: Uint8Array): Map<string, Uint8Array> {
  const begins = (...signature: number[]) => signature.every((byte, at) => bytes[at] === byte);
  if (begins(0x50, 0x4b, 3, 4)) return new Map(Object.entries(unzipSync(bytes)));
  if (begins(0x1f, 0x8b)) return new Map([["gzip", gunzipSync(bytes)]]);
  if (begins(0x89, 0x50, 0x4e, 0x47)) return textChunks(bytes);
  return new Map();
}

/** tEXt, zTXt, iTXt, eXIf and whatever else a PNG holds beside its picture; compressed text inflated. */
function textChunks(png: Uint8Array): Map<string, Uint8Array> {
  const chunks = new Map<string, Uint8Array>();
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder("latin1").decode(png.subarray(at + 4, at + 8));
    const content = png.subarray(at + 8, at + 8 + length);
    if (type !== "IDAT") chunks.set(`${type} ${at}`, content);
    for (let start = 0; type.toLowerCase() === "ztxt" || type === "iTXt" ? start < content.length : false; start++) {
      if (content[start] === 0x78) {
        try {
          chunks.set(`${type} ${at} inflated`, new Uint8Array(inflateSync(content.subarray(start))));
        } catch {
          // No compressed text begins here.
        }
      }
    }
    at += length + 12;
  }
  return chunks;
}

/** Every value of a table's Parquet files, with their statistics and metadata. */
async function readParquet(connection: DuckDBConnection, paths: readonly string[]): Promise<string> {
  const list = `[${paths.map(quoteLiteral).join(", ")}]`;
  return JSON.stringify([
    await readTable(connection, `select columns(*)::varchar from read_parquet(${list}, hive_partitioning = false)`),
    await readTable(connection, `select columns(*)::varchar from parquet_metadata(${list})`),
    await readTable(connection, `select columns(*)::varchar from parquet_kv_metadata(${list})`),
  ]);
}

/** Every value of a warehouse, with names and comments, as its engine reads them. */
async function readWarehouse(connection: DuckDBConnection, path: string): Promise<string> {
  const file = quoteLiteral(path);
  await connection.run(`attach ${file} as searched (read_only)`);
  const own = "database_name = 'searched' and not internal";
  let content = JSON.stringify([
    await rows(connection, `select sql, comment from duckdb_views() where ${own}`),
    await rows(connection, `select column_name, comment from duckdb_columns() where ${own}`),
  ]);
  for (
    const { schema, name } of await rows(
      connection,
      `select schema_name as schema, table_name as name from duckdb_tables() where ${own}`,
    )
  ) {
    const relation = `searched.${quoteIdentifier(String(schema))}.${quoteIdentifier(String(name))}`;
    content += JSON.stringify(await readTable(connection, `select columns(*)::varchar from ${relation}`));
  }
  await connection.run("detach searched");
  return content;
}

function* files(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* files(path);
    else yield path;
  }
}

function decodeBase64(run: string): Uint8Array {
  return Uint8Array.from(atob(run.slice(0, run.length - run.length % 4)), (character) => character.charCodeAt(0));
}
