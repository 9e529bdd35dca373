import type { DuckDBConnection } from "@duckdb/node-api";
import { MARKINGS } from "../base/marking.ts";
import type { Classification } from "../base/classification.ts";
import { removeIfThere } from "../files/remove_if_there.ts";
import type { Session } from "../db/session.ts";
import { createMacros } from "../warehouse/create_macros.ts";
import { quoteIdentifier, quoteLiteral } from "../db/quote.ts";
import { refuseQuestionMark } from "../db/refuse_question_mark.ts";
import { rows } from "../db/rows.ts";
import { addComments } from "./add_comments.ts";
import { type AudienceCopyPlan, planAudienceCopy, type PlannedRelation } from "./plan_audience_copy.ts";
import { openSource } from "./open_source.ts";

/** What a copy for an audience is. */
export interface AudienceWarehouse {
  readonly audience: Classification;
  /** Whether any file loaded says on its face that it is a synthetic sample. */
  readonly isSynthetic: boolean;
  readonly relations: readonly PlannedRelation[];
  /** Views above the audience's class, by name. */
  readonly withheld: AudienceCopyPlan["withheld"];
}

/**
 * Writes a warehouse for an audience that holds nothing above its class: not hidden, but never written. It is made anew
 * from what the audience may see, never by deleting from a copy, as deleted rows linger in a file's pages.
 *
 * Views keep their names. A view that reads only what the copy holds stays a view. A view that reads more (a release)
 * becomes a table of its answer at that moment. The table `ledger.marking` says whose copy it is. Comments on tables
 * and columns say grain, units, source and class.
 *
 * @param warehouse The published warehouse; only read
 * @param path The file to write; one that is there is replaced
 * @param options `compression`: DuckDB's name of a compression to force, as `uncompressed` where bytes are searched;
 * `asOf` and `lastFileId`: answers are as known then; `hasAllLabels`: it keeps the classes also of what it does not hold, so
 * that a query on that can be refused by its class
 * @throws {UserError} exit 2 when there is no warehouse; exit 6, when a view in it reads more than its label says
 */
export async function writeAudienceWarehouse(
  warehouse: string,
  path: string,
  audience: Classification,
  options: Omit<Session, "audience"> & { readonly compression?: string; readonly hasAllLabels?: boolean } = {},
): Promise<AudienceWarehouse> {
  refuseQuestionMark(path, "write", "give another folder");
  clear(path);
  const { compression, hasAllLabels = false, ...when } = options;
  using source = await openSource(warehouse, { ...when, audience });
  const { connection } = source;
  try {
    const plan = await planAudienceCopy(connection, audience);
    // Small blocks: most tables have few rows, and a block is the least a column of one takes.
    await connection.run(`attach ${quoteLiteral(path)} as copy (storage_version 'v1.0.0', block_size 16384)`);
    if (compression !== undefined) {
      await connection.run(`set force_compression = ${quoteLiteral(compression)}`);
    }
    // In one transaction: a commit is a wait for the disk.
    await connection.run("begin");
    for (const schema of ["ledger", "reference", "extracts"]) await connection.run(`create schema copy.${schema}`);
    for (const relation of plan.relations) {
      if (relation.copied !== "query") await copyRows(connection, relation);
    }
    if (!hasAllLabels) await keepLabels(connection, plan);
    const isSynthetic = await mark(connection, audience);
    await connection.run("use copy");
    await createMacros(connection, plan.macros.map(({ name, sql }) => ({ place: name, text: sql })));
    for (const { name, sql } of plan.relations.filter((relation) => relation.copied === "query")) {
      await connection.run(`create view ${quoteIdentifier(name)} as ${sql}`);
    }
    for (const relation of plan.relations) await addComments(connection, relation);
    await connection.run("commit");
    await connection.run("use memory");
    await connection.run("force checkpoint copy");
    await connection.run("detach copy");
    return { audience, isSynthetic, relations: plan.relations, withheld: plan.withheld };
  } catch (error) {
    source.close();
    clear(path);
    throw error;
  }
}

function clear(path: string): void {
  for (const one of [path, `${path}.wal`]) removeIfThere(one);
}

/** A view's answer has no order of its own: ordered, the same warehouse gives the same copy. */
async function copyRows(connection: DuckDBConnection, { schema, name, columns, copied }: PlannedRelation) {
  const relation = `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  const names = columns.map((column) => quoteIdentifier(column.name)).join(", ");
  await connection.run(
    `create table copy.${relation} as select ${names} from warehouse.${relation}${
      copied === "answer" ? " order by all" : ""
    }`,
  );
}

/** Of the recorded classes those of what is in the copy: anything else is unlabelled there, and so Red. */
async function keepLabels(connection: DuckDBConnection, plan: AudienceCopyPlan): Promise<void> {
  await connection.run("delete from copy.ledger.column_classes");
  const kept = [
    ...plan.relations.map(({ schema, name }) => [schema, name]),
    ...plan.macros.map(({ name }) => ["macro", name]),
  ].map(([schema, name]) => `(${quoteLiteral(schema!)}, ${quoteLiteral(name!)})`);
  await connection.run(
    `insert into copy.ledger.column_classes
     select classes.* from warehouse.ledger.column_classes as classes
     inner join (values ${kept.join(", ")}) as kept (schema_name, table_name)
         on kept.schema_name = classes.schema_name and lower(kept.table_name) = lower(classes.table_name)
     left join duckdb_columns() as columns
         on columns.database_name = 'copy' and columns.schema_name = classes.schema_name
         and columns.table_name = classes.table_name and lower(columns.column_name) = lower(classes.column_name)
     where classes.schema_name in ('main', 'macro') or classes.column_name = '*' or columns.column_name is not null`,
  );
}

/** @returns Whether the copy is of synthetic samples */
async function mark(connection: DuckDBConnection, audience: Classification): Promise<boolean> {
  const [loaded] = await rows(connection, "select bool_or(is_synthetic) as is_synthetic from warehouse.ledger.files");
  const isSynthetic = loaded?.is_synthetic === true;
  await connection.run(
    "create table copy.ledger.marking (audience varchar not null, statement varchar not null, is_synthetic boolean not null)",
  );
  await connection.run("insert into copy.ledger.marking values ($1, $2, $3)", [
    audience,
    MARKINGS[audience].statement,
    isSynthetic,
  ]);
  await connection.run(
    `insert into copy.ledger.column_classes
     select 'ledger', 'marking', unnest(['audience', 'statement', 'is_synthetic', '*']), 'white'`,
  );
  return isSynthetic;
}
