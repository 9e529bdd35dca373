import { type Classification, mayShow } from "../base/classification.ts";
import { allExtracts } from "../extracts/all_extracts.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { rows } from "../db/rows.ts";
import { sheetAddress } from "../workbook/cell_ranges.ts";
import type { LoadOutcome } from "./load_outcome.ts";

/** Spellings that count as one label, because only case, blanks, quotes, dashes or a final full stop tell them apart. */
export interface JoinedLabel {
  readonly extract: string;
  /** What the label is of, in words: `exception reason`. */
  readonly kind: string;
  readonly classification: Classification;
  /** The spelling every measure shows; null when it may not be shown. */
  readonly label: string | null;
  /** Every spelling in the rows that count, the most frequent first; null when they may not be shown. */
  readonly spellings: readonly string[] | null;
  readonly spellingCount: number;
  /** The rows that count of all the spellings. */
  readonly rows: number;
  /** The first cell of each spelling that the files brought, as `exceptions.xlsx Sheet1!D5`. */
  readonly cells: readonly string[];
}

/** A loaded file: its name and the extracts that it brought. */
type BroughtFile = Pick<LoadOutcome, "name" | "loads">;

/**
 * The labels that files spell in several ways, of those whose spelling the files brought or changed.
 *
 * @param path The published warehouse
 * @param files The files, loaded a moment ago
 * @param showValues Whether labels above Green may be shown
 * @throws {UserError} as `openReadOnly`
 *
 * @example
 * ```ts ignore
 * const joined = await readJoinedLabels("data/warehouse.duckdb", outcomes, false);
 * ```
 */
export async function readJoinedLabels(
  path: string,
  files: readonly BroughtFile[],
  showValues: boolean,
): Promise<JoinedLabel[]> {
  const extracts = await broughtExtracts(files);
  if (extracts.length === 0) return [];
  using warehouse = await openReadOnly(path);
  const found = await rows(
    warehouse.connection,
    `with brought_loads as (
       select loads.load_id, files.file_name, loads.sheet
       from ledger.loads as loads
       inner join ledger.files as files on files.file_id = loads.file_id
       where list_contains($1::varchar[], files.file_name)
         and files.loaded_at = (select max(loaded_at) from ledger.files)
     ),
     spelt as (
       select spellings.*, brought_loads.file_name, brought_loads.sheet,
         brought_loads.load_id is not null as is_brought, columns.column_letters,
         not bool_or(brought_loads.load_id is null) over one_spelling as is_new
       from label_spellings as spellings
       left join brought_loads on brought_loads.load_id = spellings.load_id
       left join ledger.load_columns as columns
         on columns.load_id = spellings.load_id and columns.column_name = spellings.column_name
       where list_contains($2::varchar[], spellings.extract)
       window one_spelling as (partition by spellings.extract, spellings.label_kind, spellings.spelling)
     ),
     totals as (
       select extract, label_kind, label_key, spelling, sum(spelt_rows) as spelt_rows from spelt group by all
     ),
     named as (
       select extract, label_kind, label_key, list(spelling order by spelt_rows desc, spelling) as spellings,
         sum(spelt_rows)::bigint as row_count
       from totals group by all
     ),
     joined as (
       select extract, label_kind, label_key, label, any_value(column_name) as column_name,
         list({'file': file_name, 'sheet': sheet, 'cell': column_letters || first_row}
           order by file_name, sheet, first_row) filter (where is_brought) as places
       from spelt group by all
       having bool_or(is_brought and (is_new or spelling <> label))
     )
     select joined.extract, joined.label_kind, joined.label, classes.classification, to_json(named.spellings) as spellings,
       named.row_count, to_json(joined.places) as places
     from joined
     inner join named
       on named.extract = joined.extract and named.label_kind = joined.label_kind and named.label_key = joined.label_key
     inner join ledger.column_classes as classes
       on classes.schema_name = 'extracts' and classes.table_name = joined.extract
       and classes.column_name = joined.column_name
     where len(named.spellings) > 1 or named.spellings[1] <> joined.label
     order by joined.extract, joined.label_kind, joined.label`,
    [JSON.stringify(files.map(({ name }) => name)), JSON.stringify(extracts)],
  );
  return found.map((row) => {
    const classification = row.classification as Classification;
    const isShown = showValues || mayShow(classification, "green");
    const spellings = JSON.parse(String(row.spellings)) as string[];
    const places = JSON.parse(String(row.places)) as { file: string; sheet: string; cell: string | null }[];
    return {
      extract: String(row.extract),
      kind: String(row.label_kind),
      classification,
      label: isShown ? String(row.label) : null,
      spellings: isShown ? spellings : null,
      spellingCount: spellings.length,
      rows: Number(row.row_count),
      cells: places.flatMap(({ file, sheet, cell }) => cell === null ? [] : [`${file} ${sheetAddress(sheet, cell)}`]),
    };
  });
}

/** The extracts with labels that files brought. Most loads bring none, and to ask for spellings costs a third of a second. */
async function broughtExtracts(files: readonly BroughtFile[]): Promise<readonly string[]> {
  const extracts = (await allExtracts()).filter(({ columns }) => Object.values(columns).some(({ isLabel }) => isLabel));
  const brought = new Set(files.flatMap(({ loads }) => loads.map(({ extract }) => extract)));
  return extracts.map(({ name }) => name).filter((name) => brought.has(name));
}
