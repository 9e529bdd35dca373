import type { DuckDBConnection } from "@duckdb/node-api";
import { type Classification, mayShow } from "../base/classification.ts";
import { quoteIdentifier } from "../db/quote.ts";
import { rows } from "../db/rows.ts";
import type { AnnexChart } from "../tables/table_set.ts";

const FOLDER = new URL("../charts/specs/", import.meta.url);

/**
 * The charts of an annex month an audience may see, each with its data inside, in the order of their file names.
 *
 * A chart is a file `NN_<name>.vl.json` in `etl/charts/specs/`: a Vega-Lite specification whose `data.name` is the view
 * it draws and whose `title` and `description` say what it shows. Its `usermeta` may say which report it stands with
 * (`report_number`), and that the covering paper shows it (`is_in_paper`). A chart without rows for the month is left out.
 *
 * @param classes The class of each view
 *
 * @example
 * ```ts ignore
 * const charts = await buildCharts(warehouse.connection, "2019-07-01", "white", await viewClasses(connection));
 * ```
 */
export async function buildCharts(
  connection: DuckDBConnection,
  month: string,
  audience: Classification,
  classes: ReadonlyMap<string, Classification>,
): Promise<AnnexChart[]> {
  const charts: AnnexChart[] = [];
  for (const file of await specFiles()) {
    const { title, description, data, usermeta = {}, ...spec } = JSON.parse(
      await Deno.readTextFile(new URL(file, FOLDER)),
    );
    const view = quoteIdentifier(data.name);
    const classification = classes.get(data.name) ?? "red";
    if (!mayShow(classification, audience)) continue;
    const values = await rows(
      connection,
      `select * exclude (annex_month, row_position) from ${view} where annex_month = $1::date order by row_position`,
      [month],
    );
    if (values.length === 0) continue;
    const name = file.replace(/^\d+_/, "").replace(/\.vl\.json$/, "");
    charts.push({
      name,
      title,
      description,
      spec: { ...spec, title, description, data: { values } },
      classification,
      ...(usermeta.report_number === undefined ? {} : { reportNumber: usermeta.report_number }),
      isInPaper: usermeta.is_in_paper === true,
    });
  }
  return charts;
}

async function specFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(FOLDER)) {
    if (entry.name.endsWith(".vl.json")) files.push(entry.name);
  }
  return files.sort();
}
