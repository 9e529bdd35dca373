import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../db/rows.ts";
import { hashProgram } from "../warehouse/hash_program.ts";
import type { Manifest } from "./manifest.ts";

/** What an annex is made from: the part of its manifest that is known before it is made. */
export type Inputs = Pick<Manifest, "as_of" | "last_file_id" | "program_sha256" | "definitions" | "files">;

/**
 * What an annex would be made from now: the files whose loads stand at the moment the connection is set to, the
 * definitions the warehouse was published with, and this program.
 *
 * @param asOf The day the connection is set to, `yyyy-mm-dd`, or null
 *
 * @example
 * ```ts ignore
 * const { last_file_id } = await readInputs(warehouse.connection, null);
 * ```
 */
export async function readInputs(connection: DuckDBConnection, asOf: string | null): Promise<Inputs> {
  const [known] = await rows(
    connection,
    `select greatest((select coalesce(max(file_id), 0) from known_files),
       (select coalesce(max(change_id), 0) from known_withdrawals)) as last_file_id`,
  );
  const definitions = await rows(
    connection,
    "select kind, name, sha256 from ledger.definitions where kind <> 'program' order by kind, name, sha256",
  );
  const files = await rows(
    connection,
    `select files.file_id, files.file_name as name, files.file_sha256 as sha256, files.loaded_at,
       to_json(list(loads.load_id order by loads.load_id))::varchar as load_ids
     from current_loads as loads inner join known_files as files on files.file_id = loads.file_id
     group by all order by files.file_id`,
  );
  return {
    as_of: asOf,
    last_file_id: known!.last_file_id as number,
    program_sha256: await hashProgram(),
    definitions: definitions as unknown as Manifest["definitions"],
    files: files.map((file) => ({
      ...file,
      load_ids: JSON.parse(String(file.load_ids)),
    })) as unknown as Manifest["files"],
  };
}
