import type { DuckDBConnection } from "@duckdb/node-api";
import type { Classification } from "../base/classification.ts";
import { restate, type Restatement } from "./restate.ts";

/**
 * The published figures that files would change, by paper. It runs in the copy of a dry run, which holds the files.
 *
 * @param files The names of the new files
 *
 * @example
 * ```ts ignore
 * await wouldRestate(connection, ["CSR July 2019 re-issue.xlsx"], "white");
 * ```
 */
export async function wouldRestate(
  connection: DuckDBConnection,
  files: readonly string[],
  audience: Classification,
): Promise<readonly Restatement[]> {
  const { papers } = await restate(connection, { month: null, audience });
  return papers.map((paper) => ({
    ...paper,
    figures: paper.figures.filter((figure) => figure.files.some((name) => files.includes(name))),
  })).filter(({ figures }) => figures.length > 0);
}
