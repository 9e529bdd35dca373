import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { quoteIdentifier } from "../../etl/db/quote.ts";
import { rows } from "../../etl/db/rows.ts";

/**
 * What a warehouse holds: for every table and view its number of rows and a hash of them that does not mind their order.
 *
 * @param options `without`: columns left out, such as `loaded_at`, where two warehouses were written at different moments;
 * `views`: false for the tables alone
 */
export async function warehouseContent(
  path: string,
  options: { readonly without?: readonly string[]; readonly views?: boolean } = {},
): Promise<Record<string, string>> {
  using warehouse = await openReadOnly(path);
  const { connection } = warehouse;
  const relations = await rows(
    connection,
    `select schema_name, table_name, string_agg(column_name, ' ' order by column_index) as columns
     from duckdb_columns() where not internal and database_name = current_database() group by all order by all`,
  );
  const content: Record<string, string> = {};
  for (const { schema_name, table_name, columns } of relations as Record<string, string>[]) {
    if (options.views === false && schema_name === "main") continue;
    const kept = columns!.split(" ").filter((column) => !options.without?.includes(column));
    const [answer] = await rows(
      connection,
      `select count(*) || ' ' || coalesce(sum(hash(kept)::hugeint), 0) as content from (
         select ${kept.map(quoteIdentifier).join(", ")} from ${quoteIdentifier(schema_name!)}.${
        quoteIdentifier(table_name!)
      }) as kept`,
    );
    content[`${schema_name}.${table_name}`] = String(answer!.content);
  }
  return content;
}
