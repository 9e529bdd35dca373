import { createHash } from "node:crypto";
import { join } from "node:path";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { loadFiles, type LoadOptions } from "../../etl/load/load_files.ts";
import type { LoadOutcome } from "../../etl/load/load_outcome.ts";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { publishWarehouse } from "../../etl/warehouse/publish_warehouse.ts";
import { rows } from "../../etl/db/rows.ts";

/** The User ID of a short name: an EUI-64 that ends in the letters' codes. What is no short name stays as it is. */
export function userIdOf(name: string): string {
  if (!/^[A-Z][A-Z0-9]{0,5}$/.test(name)) return name;
  const codes = [...name].map((letter) => letter.charCodeAt(0).toString(16).toUpperCase());
  return ["90", "B3", "D5", "1F", "00", "00", "00", "00"].slice(0, 8 - codes.length).concat(codes).join("-");
}

/** The short name that {@link userIdOf} made a User ID of. */
export function nameOf(userId: string): string {
  const codes = /^90-B3.*?((?:-(?:3\d|[45][0-9A-F]))+)$/.exec(userId)?.[1];
  if (codes === undefined) return userId;
  return codes.slice(1).split("-").map((code) => String.fromCharCode(parseInt(code, 16))).join("");
}

/** A CSR variance extract as CSV: month, User's short name, forecast, actual. */
export function csr(...records: readonly (readonly [string, string, string, string])[]): string {
  const lines = records.map(([month, user, forecast, actual]) => `${month},${userIdOf(user)},,${forecast},${actual}\n`);
  return "Reporting Month,User ID,User Name,Forecast Volume,Actual Volume\n" + lines.join("");
}

/** A folder with a warehouse and files to load into it. */
export class Desk {
  readonly warehouse: string;

  constructor(readonly folder: string) {
    this.warehouse = join(folder, "warehouse.duckdb");
  }

  /** Writes a file and returns its path. */
  async write(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, name);
    await (typeof content === "string" ? Deno.writeTextFile(path, content) : Deno.writeFile(path, content));
    return path;
  }

  /** Loads files; each call is a day later than the one before, from 1 August 2019. */
  async load(files: readonly string[], options: Partial<LoadOptions> = {}) {
    const day = String(++this.#calls).padStart(2, "0");
    const clock = () => new Date(`2019-08-${day}T09:00:00Z`);
    return await loadFiles({ warehouse: this.warehouse, files, clock, ...options });
  }
  #calls = 0;

  /** Writes one file, loads it and returns what became of it. */
  async loadText(name: string, text: string, options: Partial<LoadOptions> = {}): Promise<LoadOutcome> {
    return (await this.load([await this.write(name, text)], options)).outcomes[0]!;
  }

  /** The current CSR rows as `month user forecast actual`, as known on a day. */
  async csr(asOf?: string): Promise<string[]> {
    const found = await this.query(
      `select reporting_month, user_id, forecast_volume, actual_volume from stg_csr_variance order by all`,
      asOf,
    );
    return found.map((row) =>
      Object.values({ ...row, user_id: nameOf(String(row.user_id)) }).map((value) => value ?? "-").join(" ")
    );
  }

  async query(sql: string, asOf?: string) {
    using warehouse = await openReadOnly(this.warehouse, asOf === undefined ? {} : { asOf });
    return await rows(warehouse.connection, sql);
  }

  /** The warehouse's bytes. */
  async hash(): Promise<string> {
    return createHash("sha256").update(await Deno.readFile(this.warehouse)).digest("hex");
  }
}

/** An empty warehouse with the project's own definitions: making one takes longer than copying it. */
let empty: Promise<Uint8Array> | undefined;

async function makeEmpty(): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const path = join(folder, "empty.duckdb");
  try {
    await publishWarehouse(path, { clock: () => new Date(0), extracts: allExtracts }, () => Promise.resolve(true));
    return await Deno.readFile(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a test at a desk of its own, whose warehouse is empty. */
export async function atDesk(test: (desk: Desk) => Promise<void>): Promise<void> {
  const bytes = await (empty ??= makeEmpty());
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const desk = new Desk(folder);
    await Deno.writeFile(desk.warehouse, bytes);
    await test(desk);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
