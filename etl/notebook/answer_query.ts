import { resolve } from "node:path";
import type { Value } from "../db/value.ts";
import { type Classification, mayShow, parseClassification } from "../base/classification.ts";
import { explainFullDisk } from "../files/full_disk.ts";
import { PROJECT } from "../warehouse/definitions.ts";
import { openReadOnly, type Warehouse } from "../db/open_warehouse.ts";
import { queryClassifier } from "../classify/query_classifier.ts";
import { readTable, type Table } from "../db/read_table.ts";
import { explainRefusal } from "./explain_refusal.ts";
import { expectHeldBack, suppresses } from "./held_back.ts";

// One warehouse a kernel: every cell of a run sees the same state, whatever is published meanwhile.
let opened: Promise<Asked> | undefined;

interface Asked extends Warehouse {
  readonly audience: Classification;
  readonly classify: (sql: string) => Promise<Classification>;
}

/**
 * The answer to a query on the warehouse the notebook is for, if its audience may see it.
 *
 * The warehouse is `ANNEXA_WAREHOUSE` (a path from the project's folder), else `data/warehouse.duckdb`, else
 * `data/demo.duckdb`; the audience is `ANNEXA_AUDIENCE`, else white; `ANNEXA_AS_OF` asks what was known on a day,
 * `ANNEXA_LAST_FILE_ID` as if no file had come after that one. Restart the kernel to see a newer warehouse.
 *
 * @param parameters Bound to `$1`, `$2` … in order
 * @throws {UserError} As {@linkcode explainRefusal} says, when the query is wrong or above the audience's class
 * @throws {UserError} When the warehouse cannot be opened, or the disk has no room for what the query spills
 *
 * @example
 * ```ts ignore
 * const { columns, rows } = await answerQuery("from csr_variance_summary where actual_volume > $1", [1000]);
 * ```
 */
export async function answerQuery(sql: string, parameters: readonly Value[] = []): Promise<Table> {
  opened ??= open();
  const { connection, classify, audience } = await opened;
  const content = await classify(sql);
  if (!mayShow(content, audience)) throw await explainRefusal(connection, sql, content, audience);
  const answer = await readTable(connection, sql, parameters).catch((error) => {
    throw explainFullDisk(error);
  });
  const hasBlank = answer.rows.some((row) => row.includes(null));
  if (audience !== "red" && hasBlank && await suppresses(connection, sql)) expectHeldBack();
  return answer;
}

async function open(): Promise<Asked> {
  try {
    const audience = parseClassification(Deno.env.get("ANNEXA_AUDIENCE") ?? "white");
    const asOf = Deno.env.get("ANNEXA_AS_OF") ?? "";
    const lastFileId = Deno.env.get("ANNEXA_LAST_FILE_ID") ?? "";
    const warehouse = await openReadOnly(await warehousePath(), {
      audience,
      asOf: asOf === "" ? null : asOf,
      lastFileId: lastFileId === "" ? null : Number(lastFileId),
    });
    // Who may make temporary objects here, which an audience below Red cannot, may see all there is.
    return { ...warehouse, audience, classify: await queryClassifier(warehouse.connection) };
  } catch (error) {
    opened = undefined;
    throw error;
  }
}

async function warehousePath(): Promise<string> {
  const named = Deno.env.get("ANNEXA_WAREHOUSE");
  if (named !== undefined) return resolve(PROJECT, named);
  const usual = resolve(PROJECT, "data/warehouse.duckdb");
  const isThere = await Deno.stat(usual).then(() => true, () => false);
  return isThere ? usual : resolve(PROJECT, "data/demo.duckdb");
}
