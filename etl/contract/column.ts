import type { ZodType } from "zod";
import type { Classification } from "../base/classification.ts";

/**
 * What a column holds, and so how its cells are read and what DuckDB type it has.
 *
 * | kind | cell accepted | in a batch | DuckDB |
 * | --- | --- | --- | --- |
 * | `text` | text; a whole number only where the contract says codes may be typed as numbers | string | VARCHAR |
 * | `count` | whole number ≥ 0, or such text (`1,234`) | number (safe integer) | BIGINT |
 * | `percent` | see `extracts.md`: percentage points 0–100 | number | DOUBLE |
 * | `date` | date cell, `dd/mm/yyyy`, `dd Mon yyyy`, `yyyy-mm-dd` | days since 1970-01-01 | DATE |
 * | `month`, `quarter` | a date in it or one of the spellings; the first of it | days since 1970-01-01 | DATE |
 * | `period` | a `month` or a `quarter`; which of the two is known from the row's report | days since 1970-01-01 | DATE |
 * | `yes_no` | `Yes/No`, `Y/N`, `TRUE/FALSE`, `1/0` | boolean | BOOLEAN |
 */
export type ColumnKind = "text" | "count" | "percent" | "date" | "month" | "quarter" | "period" | "yes_no";

/** How texts of a column that identify something are written. */
export type TextForm = "eui_64" | "reference" | "spaced_reference";

/** One column of an extract: the only place that says what it means. */
export interface Column {
  readonly kind: ColumnKind;
  /** The canonical header, always accepted. */
  readonly header: string;
  /** Other accepted spellings, compared without case, white space or punctuation. */
  readonly also?: readonly string[];
  /** The unit in words for messages and the data dictionary: "requests", "%", "Devices"; none for codes and names. */
  readonly unit?: string;
  readonly classification: Classification;
  readonly description: string;
  /** What a blank means ("no forecast submitted"). Absent: a blank is an error. */
  readonly blank?: string;
  /**
   * The rule the value must meet after its kind, with its message: a pattern, a range. A `z.enum` of texts is an
   * enumeration: matched without case or extra spaces, stored as the contract spells it, nearest spelling suggested.
   */
  readonly rule?: ZodType;
  /** Other ways to write the texts of an enumeration, by the text that is stored: `{ North: ["CSP North"] }`. */
  readonly spellings?: Readonly<Record<string, readonly string[]>>;
  /**
   * For `text`: the form in which one thing has one spelling. `eui_64`: the identifier of a User or Device. `reference`:
   * upper case without blanks. `spaced_reference`: upper case with single blanks, compared without them.
   */
  readonly form?: TextForm;
  /**
   * For `text`: true when it names a group. It is stored as the file spells it; two labels with one `label_key` (a macro
   * in `queries/macros/`) are one label.
   */
  readonly isLabel?: boolean;
  /** The column that can say what this one does: a sheet that has it may lack this one, and `settle` fills it. */
  readonly impliedBy?: string;
  /** For `text`: true where a cell typed as a whole number is safe, as no digit of such a code can have been lost. */
  readonly isWholeNumberSafe?: boolean;
}
