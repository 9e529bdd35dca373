import { z } from "zod";
import type { Column, ColumnKind } from "./column.ts";

/** What a contract says of a column besides its kind and header. The class is the extract's own unless given. */
export type AboutColumn = Omit<Column, "kind" | "header" | "classification"> & Partial<Pick<Column, "classification">>;

/** A column as a contract file writes it: `defineExtract` fills in the extract's class where none is given. */
export type ColumnDraft = AboutColumn & Pick<Column, "kind" | "header">;

const builder = (kind: ColumnKind) => (header: string, about: AboutColumn): ColumnDraft => ({ kind, header, ...about });

/** A code or a name: never becomes a number, so `4.10` is not `4.1`. */
export const text = builder("text");

/** The EUI-64 of a User or Device. It is stored in one form, however the file writes it. */
export const identifier = (header: string, about: AboutColumn): ColumnDraft =>
  text(header, { ...about, form: "eui_64" });

/** A reference such as INC000000439813. It is stored in upper case, without the blanks inside it. */
export const reference = (header: string, about: AboutColumn): ColumnDraft =>
  text(header, { form: "reference", ...about });

/** A text that names a group, such as a reason. Two spellings with one label key are one label. */
export const label = (header: string, about: AboutColumn): ColumnDraft => text(header, { ...about, isLabel: true });

/** A whole number, zero or more, of `unit`. */
export const count = builder("count");

/** Percentage points, 0 to 100. */
export const percent = builder("percent");

/** A day. */
export const date = builder("date");

/** A calendar month, held as its first day. */
export const month = builder("month");

/** A calendar quarter, held as its first day. */
export const quarter = builder("quarter");

/** A month or a quarter, held as its first day: which of the two is known from the report that the row is about. */
export const period = builder("period");

/** Yes or no. */
export const yesNo = builder("yes_no");

/**
 * One of a few texts, matched without case or extra spaces and stored as spelt here.
 *
 * @example
 * ```ts
 * import { choice } from "./columns.ts";
 * import { strictEqual } from "node:assert/strict";
 * const region = choice("Region", ["North", "Central", "South"], { description: "The CSP Region" });
 * strictEqual(region.rule!.safeParse("Nroth").success, false);
 * ```
 */
export function choice(header: string, values: readonly string[], about: Omit<AboutColumn, "rule">): ColumnDraft {
  return text(header, { ...about, rule: z.enum(values) });
}
