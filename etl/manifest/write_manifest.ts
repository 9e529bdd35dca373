import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import type { TableSet } from "../tables/table_set.ts";
import { readInputs } from "./read_inputs.ts";
import { hashFile } from "../files/hash_file.ts";
import { type HashedNotebook, MANIFEST, type Manifest } from "./manifest.ts";
import { readFigures } from "./read_figures.ts";

/**
 * Writes beside an annex what it was made from and what it says. The same annex gives the same bytes. A folder without a
 * manifest was not finished: it is written into it before the folder takes its place.
 *
 * @param connection The one the annex was described from
 * @param folder Where the annex's files stand
 * @param files The paths the annex wrote, below `folder`
 * @param asOf The day the connection is set to, `yyyy-mm-dd`, or null
 * @param notebooks The notebooks executed with it
 * @param commentary What the paper's commentary was rendered from, as far as the audience may see it; null for none
 *
 * @example
 * ```ts ignore
 * await writeManifest(warehouse.connection, set, "out/2019-07/white", await writeAnnex(set, "out/2019-07/white"), [], null, null);
 * ```
 */
export async function writeManifest(
  connection: DuckDBConnection,
  set: TableSet,
  folder: string,
  files: readonly string[],
  notebooks: readonly HashedNotebook[],
  asOf: string | null,
  commentary: string | null,
): Promise<Manifest> {
  const outputs = await Promise.all(files.toSorted().map((path) => hashFile(folder, path)));
  const tables = set.tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }));
  const manifest: Manifest = {
    format: "annexa-manifest-1",
    month: set.month,
    audience: set.audience,
    title: set.title,
    is_synthetic: set.isSynthetic,
    ...await readInputs(connection, asOf),
    commentary,
    figures: await readFigures(connection, set.month, tables),
    outputs: outputs.filter((output) => output !== null),
    notebooks,
  };
  await Deno.writeTextFile(join(folder, MANIFEST), manifestText(manifest));
  return manifest;
}

/** JSON that a person can read and `diff`: a line an entry. */
export function manifestText(manifest: Manifest): string {
  const fields = Object.entries(manifest).map(([name, value]) => {
    const text = Array.isArray(value)
      ? `[${value.map((entry) => `\n    ${JSON.stringify(entry)}`).join(",")}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${fields.join(",\n")}\n}\n`;
}
