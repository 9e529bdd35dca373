import { join } from "node:path";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";

const USERS = `-- grain: one row per User
-- key: user_id
-- units: volumes in requests
-- source: SEC L8.9
-- classification: amber
select *
from (
    values
        ('90-B3-D5-1F-30-01-00-00', 'Ada', 110, 112.5, date '2019-07-01'),
        ('90-B3-D5-1F-30-01-00-01', '=cmd|'' /C calc''!A0', -3, null, date '2019-08-01'),
        ('90-B3-D5-1F-30-01-00-02', '<img onerror=alert(1)>|x', 0, 0.1, null)
) as users (user_id, user_name, actual_volume, percent_of_forecast, reporting_month)
`;

const KNOWN = `-- grain: one row per User known then
-- key: user_id
-- units: none
-- source: SEC L8.9
-- classification: amber
select user_id
from users
where reporting_month <= coalesce(getvariable('as_of')::date, date '9999-12-31')
`;

/** A folder with a warehouse of two views, `users` and `users_known`, for the length of a test. */
export async function withWarehouse(test: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const path = join(folder, "sample.duckdb");
    {
      using warehouse = await openPrivate(path);
      await prepareWarehouse(warehouse.connection, [], [definition("users", USERS), definition("users_known", KNOWN)]);
      await warehouse.connection.run("force checkpoint");
    }
    await test(path, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function definition(name: string, text: string) {
  const place = `queries/${name}.sql`;
  return { name, kind: "query", path: place, place, sha256: name, text } as const;
}
