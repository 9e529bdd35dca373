import type { ZodType } from "zod";
import type { Classification } from "../base/classification.ts";

/**
 * The kind of a column. It decides how cells are read and which DuckDB type holds them.
 *
 * | kind | cell accepted | in a batch | DuckDB |
 * | --- | --- | --- | --- |
 * | `text` | text; a whole number if the contract allows codes typed as numbers | string | VARCHAR |
 * | `count` | whole number ≥ 0, or such text (`1,234`) | number (safe integer) | BIGINT |
 * | `percent` | see `extracts.md`: percentage points 0–100 | number | DOUBLE |
 * | `date` | date cell, `dd/mm/yyyy`, `dd Mon yyyy`, `yyyy-mm-dd` | days since 1970-01-01 | DATE |
 * | `month`, `quarter` | a date in it or one of the spellings; stored as its first day | days since 1970-01-01 | DATE |
 * | `period` | a `month` or a `quarter`; the row's report tells which | days since 1970-01-01 | DATE |
 * | `yes_no` | `Yes/No`, `Y/N`, `TRUE/FALSE`, `1/0` | boolean | BOOLEAN |
 */
export type ColumnKind = "text" | "count" | "percent" | "date" | "month" | "quarter" | "period" | "yes_no";

/** The written form of texts that identify something. */
export type TextForm = "eui_64" | "reference" | "spaced_reference";

/** One column of an extract. Its meaning is defined here and nowhere else. */
export interface Column {
  readonly kind: ColumnKind;
  /** The canonical header, always accepted. */
  readonly header: string;
  /** Other accepted spellings, compared without case, white space or punctuation. */
  readonly also?: readonly string[];
  /**
   * The unit in words, for messages and the data dictionary: "requests", "%", "Devices". Absent for codes and names.
   */
  readonly unit?: string;
  readonly classification: Classification;
  readonly description: string;
  /** The meaning of a blank ("no forecast submitted"). When absent, a blank is an error. */
  readonly blank?: string;
  /**
   * The rule that the value must meet after its kind, with its message: a pattern or a range. A `z.enum` of texts is an
   * enumeration. Case and extra spaces do not matter. The value is stored as the contract spells it. A rejection
   * suggests the nearest spelling.
   */
  readonly rule?: ZodType;
  /** Other spellings of an enumeration's texts, keyed by the stored text: `{ North: ["CSP North"] }`. */
  readonly spellings?: Readonly<Record<string, readonly string[]>>;
  /**
   * For `text`: the form that gives each thing one spelling. `eui_64` is the identifier of a User or Device.
   * `reference` is upper case without blanks. `spaced_reference` is upper case with single blanks; comparison ignores
   * the blanks.
   */
  readonly form?: TextForm;
  /**
   * For `text`: true when the text names a group. It is stored as the file spells it. Two labels with one `label_key`
   * (a macro in `queries/macros/`) are the same label.
   */
  readonly isLabel?: boolean;
  /** The column that can supply this one's values. A sheet with that column may lack this one; `settle` fills it. */
  readonly impliedBy?: string;
  /** For `text`: true when a whole-number cell is safe, because such a code cannot lose a digit. */
  readonly isWholeNumberSafe?: boolean;
}
