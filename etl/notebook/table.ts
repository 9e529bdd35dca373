import { showSuppressed } from "../tables/show_suppressed.ts";
import type { Value } from "../db/value.ts";
import { display } from "./display.ts";
import { tableBundle } from "./table_bundle.ts";

/**
 * Shows rows as a table with a title and headings people read: `actual_volume` stands as "Actual volume (requests)".
 *
 * A figure that its row's `suppressed_columns` names stands as `[c]`, with the reason under the table; so select them, where
 * the view has them.
 *
 * @param rows What {@linkcode rows} gave, all with the same columns
 * @param options `title`: what the table holds; `units`: by column name
 *
 * @example
 * ```ts ignore
 * await table(await rows("from csr_variance_summary"), {
 *   title: "Certificate Signing Requests by month",
 *   units: { actual_volume: "requests", percent_of_forecast: "%" },
 * });
 * ```
 */
export async function table(
  rows: readonly Readonly<Record<string, Value>>[],
  options: { readonly title: string; readonly units?: Readonly<Record<string, string>> },
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const { names, rows: cells, notes } = showSuppressed(columns, rows.map((row) => columns.map((name) => row[name])));
  const headings = names.map((name) => {
    const words = name.replaceAll("_", " ");
    const unit = options.units?.[name];
    return `${words.charAt(0).toUpperCase()}${words.slice(1)}${unit === undefined ? "" : ` (${unit})`}`;
  });
  await display(tableBundle({ title: options.title, headings, rows: cells, notes }));
}
