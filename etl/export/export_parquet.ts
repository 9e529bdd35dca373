import { basename, join } from "node:path";
import { MARKINGS } from "../base/marking.ts";
import type { Classification } from "../base/classification.ts";
import { listFiles } from "../files/list_files.ts";
import { computeViews } from "../warehouse/compute_views.ts";
import { openPrivate } from "../db/open_warehouse.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { readTable } from "../db/read_table.ts";
import { type AudienceWarehouse, writeAudienceWarehouse } from "./audience_warehouse.ts";
import { dataPackage, type WrittenRelation } from "./data_package.ts";
import type { PlannedRelation } from "./plan_audience_copy.ts";
import { type ManifestFile, sha256, writeFolder } from "./write_folder.ts";
import { writeParquet } from "./write_parquet.ts";

/** What an export wrote. */
export interface Exported {
  readonly copy: AudienceWarehouse;
  readonly files: readonly ManifestFile[];
  readonly rows: number;
}

/**
 * Writes what an audience may see of a warehouse as Parquet, with `manifest.json` (every file with its SHA-256, every
 * table and view with its rows) and `datapackage.json`. The files are read from a warehouse made for the audience, which
 * holds nothing above its class. The same warehouse gives the same bytes.
 *
 * @param folder Where the files shall stand; an earlier export there is replaced
 * @param onProgress Called before each table and view
 * @throws {UserError} as {@linkcode writeAudienceWarehouse} and {@linkcode writeFolder}
 */
export async function exportParquet(
  warehouse: string,
  folder: string,
  audience: Classification,
  onProgress: (done: number, all: number, name: string) => void,
): Promise<Exported> {
  let exported: Pick<Exported, "copy" | "rows"> | undefined;
  const files = await writeFolder(folder, "export", async (draft) => {
    // In the folder that is cleared whatever happens: what a killed export leaves can be Red.
    const path = join(draft, `${audience}.duckdb`);
    const copy = await writeAudienceWarehouse(warehouse, path, audience);
    const { written, counts } = await writeRelations(copy, path, draft, onProgress);
    await Deno.remove(path);
    exported = { copy, rows: Object.values(counts).reduce((sum, count) => sum + count, 0) };
    await Deno.writeTextFile(
      join(draft, "datapackage.json"),
      `${JSON.stringify(dataPackage(copy, written), null, 2)}\n`,
    );
    return {
      audience,
      statement: MARKINGS[audience].statement,
      is_synthetic: copy.isSynthetic,
      warehouse: { name: basename(warehouse), sha256: await sha256(warehouse) },
      withheld: copy.withheld,
      rows: counts,
    };
  });
  return { ...exported!, files };
}

/** Every table and view of a copy as Parquet below a folder, and how many rows each has there. */
async function writeRelations(
  copy: AudienceWarehouse,
  path: string,
  folder: string,
  onProgress: Parameters<typeof exportParquet>[3],
): Promise<{ written: WrittenRelation[]; counts: Record<string, number> }> {
  using session = await openPrivate(":memory:");
  const { connection } = session;
  await connection.run(`set temp_directory = ${quoteLiteral(join(folder, ".spill"))}`);
  await connection.run(`attach ${quoteLiteral(path)} as published (read_only)`);
  await computeViews(connection);
  const written: WrittenRelation[] = [];
  const counts: Record<string, number> = {};
  for (const [index, relation] of copy.relations.entries()) {
    onProgress(index + 1, copy.relations.length, relation.name);
    const place = `${relation.schema === "main" ? "views" : relation.schema}/${relation.name}`;
    const month = await writeParquet(connection, relation, join(folder, place));
    const { types, count } = await measure(connection, relation, join(folder, place));
    counts[place] = count;
    const paths = (await listFiles(join(folder, place))).map((file) => `${place}/${file}`);
    written.push({ relation, types, month, paths });
  }
  return { written, counts };
}

/** The types of a relation, and how many rows stand in its files, read back from them. */
async function measure(
  connection: Parameters<typeof readTable>[0],
  { schema, name }: PlannedRelation,
  folder: string,
): Promise<{ types: string[]; count: number }> {
  const relation = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  const described = await readTable(connection, `describe ${relation}`);
  const pattern = quoteLiteral(`${folder.replaceAll(/[*?[]/g, "[$&]")}/**/*.parquet`);
  const counted = await readTable(connection, `select count(*) from read_parquet(${pattern})`);
  return { types: described.rows.map((row) => String(row[1])), count: Number(counted.rows[0]![0]) };
}
