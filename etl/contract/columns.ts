import { z } from "zod";
import type { Column, ColumnKind } from "./column.ts";

/** The properties of a column apart from its kind and header. The class defaults to the extract's. */
export type AboutColumn = Omit<Column, "kind" | "header" | "classification"> & Partial<Pick<Column, "classification">>;

/** A column in a contract file. `defineExtract` adds the extract's class when none is given. */
export type ColumnDraft = AboutColumn & Pick<Column, "kind" | "header">;

const builder = (kind: ColumnKind) => (header: string, about: AboutColumn): ColumnDraft => ({ kind, header, ...about });

/** A code or a name. It never becomes a number, so `4.10` differs from `4.1`. */
export const text = builder("text");

/** The EUI-64 of a User or Device. Every spelling is stored in one form. */
export const identifier = (header: string, about: AboutColumn): ColumnDraft =>
  text(header, { ...about, form: "eui_64" });

/** A reference such as INC000000439813. It is stored in upper case, without inner blanks. */
export const reference = (header: string, about: AboutColumn): ColumnDraft =>
  text(header, { form: "reference", ...about });

/** A text that names a group, such as a reason. Two spellings with one label key are the same label. */
export const label = (header: string, about: AboutColumn): ColumnDraft => text(header, { ...about, isLabel: true });

/** A whole number, zero or more, of `unit`. */
export const count = builder("count");

/** Percentage points, 0 to 100. */
export const percent = builder("percent");

/** A day. */
export const date = builder("date");

/** A calendar month, stored as its first day. */
export const month = builder("month");

/** A calendar quarter, stored as its first day. */
export const quarter = builder("quarter");

/** A month or a quarter, stored as its first day. The row's report tells which of the two it is. */
export const period = builder("period");

/** Yes or no. */
export const yesNo = builder("yes_no");

/**
 * One of a few texts. Case and extra spaces do not matter; the value is stored as spelt here.
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
