import { join } from "node:path";
import type { Classification } from "../../etl/base/classification.ts";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import type { Extract } from "../../etl/contract/extract.ts";
import type { Column } from "../../etl/contract/column.ts";
import { type Definition, readDefinitions } from "../../etl/warehouse/definitions.ts";
import { openPrivate } from "../../etl/db/open_warehouse.ts";
import { prepareWarehouse } from "../../etl/warehouse/prepare_warehouse.ts";
import { quoteIdentifier, quoteLiteral } from "../../etl/db/quote.ts";

/** A value that stands nowhere but in one cell of one extract. */
export interface Canary {
  readonly place: string;
  readonly classification: Classification;
  readonly kind: "text" | "count" | "date";
  /** As it is read: text, digits, `yyyy-mm-dd`. */
  readonly value: string;
}

/** What releases publish by name, so that it is no secret: Regions, reasons and kinds counted by, reports actions are about. */
const RELEASED = new Set([
  "actions.report",
  "ch_exceptions.exception_reason",
  "ch_exceptions.region",
  "ch_installations.region",
  "ch_returns.attribution",
  "ch_returns.region",
  "network_enhancement_plans.kind",
  "network_enhancement_plans.region",
]);

/** More than one, so that no total of a column is the value of a row. */
const ROWS = 5;

/**
 * A warehouse of the project's own contracts and queries in which every Green, Amber and Red value that can be told apart
 * is a canary: texts, counts, and days long before there were Smart Meters.
 *
 * @param more Queries beyond the project's own
 */
export async function withCanaries(
  test: (warehouse: string, canaries: readonly Canary[], folder: string) => Promise<void>,
  more: readonly Definition[] = [],
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const path = join(folder, "warehouse.duckdb");
    const canaries: Canary[] = [];
    {
      using warehouse = await openPrivate(path);
      const { connection } = warehouse;
      const extracts = await allExtracts();
      await prepareWarehouse(connection, extracts, [...await readDefinitions(), ...more]);
      for (const [index, extract] of extracts.entries()) {
        const rows = Array.from({ length: ROWS }, (_, row) => canaryRow(extract, row, canaries));
        await connection.run(`
          insert into ledger.files values
            (${index}, ${quoteLiteral(`${extract.name}.xlsx`)}, '', 0, timestamp '2019-08-14 09:00:00', false, true, 0);
          insert into ledger.loads values (${index}, ${index}, ${quoteLiteral(extract.name)}, 'Sheet1', 1,
            ${extract.period === null ? "null" : "date '2019-07-01'"}, ${ROWS}, 'whole');
          insert into extracts.${quoteIdentifier(extract.name)} values
            ${rows.map((row, at) => `(${index}, ${at + 2}, date '2019-07-01', ${row.join(", ")})`).join(", ")};
        `);
      }
      const value = "RED-quarantine-value-0";
      canaries.push({ place: "ledger.quarantine.value", classification: "red", kind: "text", value });
      await connection.run(
        `insert into ledger.quarantine
         values (0, 'csr_variance', 'Sheet1', date '2019-07-01', 9, 'E9', 'must be a whole number', ${
          quoteLiteral(value)
        })`,
      );
      await connection.run("force checkpoint");
    }
    await test(path, canaries, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function canaryRow(extract: Extract, row: number, canaries: Canary[]): string[] {
  return Object.entries(extract.columns).map(([name, column]) => {
    const place = `${extract.name}.${name}`;
    const isHidden = column.classification !== "white" && !RELEASED.has(place) && extract.period?.column !== name;
    const value = isHidden ? canaryValue(column, `${place}-${row}`, canaries.length) : undefined;
    if (value === undefined) return plain(column, name, row);
    canaries.push({ place, classification: column.classification, kind: column.kind as Canary["kind"], value });
    return column.kind === "date" ? `date '${value}'` : column.kind === "count" ? value : quoteLiteral(value);
  });
}

function canaryValue({ kind, classification }: Column, name: string, serial: number): string | undefined {
  if (kind === "text") return `${classification.toUpperCase()}-${name}`;
  if (kind === "count") return String(7_310_000_000_019 + serial * 1_000_003);
  // Day by day through the 1930s.
  if (kind === "date") return new Date(Date.UTC(1930, 0, 1 + serial)).toISOString().slice(0, 10);
}

/** A value that is nobody's secret. */
function plain(column: Column, name: string, row: number): string {
  if (name === "provider") return "'DCC'";
  if (name === "region") return "'North'";
  if (name === "attribution") return row % 2 === 0 ? "'Fault Found'" : "'No Fault Found'";
  switch (column.kind) {
    case "text":
      return quoteLiteral(`${name} ${row}`);
    case "yes_no":
      return "true";
    case "count":
    case "percent":
      return String(90 + row);
    default:
      return "date '2019-07-01'";
  }
}
