import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { isFullDisk } from "../files/full_disk.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { refuseQuestionMark } from "./refuse_question_mark.ts";
import { spillFolder } from "./spill_folder.ts";
import { type Session, setSession } from "./session.ts";
import { threadsFor } from "./threads_for.ts";
import { DamagedError } from "./damaged_error.ts";
import { explainDamage } from "./explain_damage.ts";
import { explainError } from "./explain_error.ts";
import { namingDamage } from "./naming_damage.ts";

/** An open warehouse. Close it, or declare it with `using`. */
export interface Warehouse extends Disposable {
  readonly connection: DuckDBConnection;
  close(): void;
}

/**
 * Opens the published warehouse to read. The connection cannot write, use files or the network, load an extension, or
 * change these limits. It keeps reading the same rows when a newer warehouse is published.
 *
 * @param path The warehouse file
 * @param options The session. `memoryLimit` is in DuckDB's form, such as `500MB`.
 * @throws {UserError} exit 2 when the file does not exist, 3 when another program has it open to write, 1 when it is not a
 * warehouse
 * @throws {DamagedError} exit 1 when a damaged block is read, now or later through the connection
 *
 * @example
 * ```ts
 * import { openReadOnly } from "./open_warehouse.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => openReadOnly("no/such.duckdb"), { exitCode: 2 });
 * ```
 */
export async function openReadOnly(
  path: string,
  options: Session & { readonly memoryLimit?: string } = {},
): Promise<Warehouse> {
  refuseQuestionMark(path, "open", "give another --warehouse FILE");
  let size: number;
  try {
    const file = await Deno.stat(path);
    size = file.size;
    if (!file.isFile) {
      throw new UserError(EXIT.wrongUsage, `Cannot open "${path}": it is a folder, not a warehouse file`);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot open "${path}" because there is no such file: run \`deno task load\` first${await demoHint(path)}`,
    );
  }
  using resources = new DisposableStack();
  const spill = resources.use(spillFolder(path));
  const warehouse = await open(path, {
    // Set first, because it cannot be set without external access.
    temp_directory: spill.path,
    // The search for repeated keys in six months of 30 million Devices takes 11 GB.
    max_temp_directory_size: "24GB",
    access_mode: "READ_ONLY",
    enable_external_access: "false",
    lock_configuration: "true",
    memory_limit: options.memoryLimit ?? "1GB",
    threads: String(threadsFor(size)),
  }, path);
  try {
    await setSession(warehouse.connection, options);
    return closeWith(warehouse, resources.move());
  } catch (error) {
    warehouse.close();
    throw error;
  }
}

/**
 * Opens a private database file to write, and creates it when it is missing. It is for the writer's private copy and
 * for tests, never for the published file.
 *
 * @param options `memoryLimit` is in DuckDB's form and defaults to most of the machine's memory. `threads` defaults to
 * two. `reads` is the warehouse that errors about a damaged file name. It is the attached or copied file; the default
 * is `path`.
 *
 * @example
 * ```ts
 * import { openPrivate } from "./open_warehouse.ts";
 * using warehouse = await openPrivate(":memory:");
 * await warehouse.connection.run("create table a (b integer)");
 * ```
 */
export function openPrivate(
  path: string,
  options: { readonly memoryLimit?: string; readonly threads?: number; readonly reads?: string } = {},
): Promise<Warehouse> {
  // threads: an analyst's laptop can spare two cores. autoinstall would use the network. A full row group goes to disk
  // at once, because two at a time would double the wait of the next reader.
  return open(path, {
    threads: String(options.threads ?? 2),
    autoinstall_known_extensions: "false",
    write_buffer_row_group_count: "1",
    ...options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit },
  }, options.reads ?? path);
}

/** A user who has only run the demo has a warehouse of another name. */
async function demoHint(path: string): Promise<string> {
  const demo = "data/demo.duckdb";
  const isThere = path === "data/warehouse.duckdb" && await Deno.stat(demo).then(() => true, () => false);
  return isThere ? `, or give --warehouse ${demo}, which \`deno task demo\` made` : "";
}

/** Returns a warehouse that also disposes of `more` when it is closed. */
export function closeWith(warehouse: Warehouse, more: Disposable): Warehouse {
  const close = () => {
    warehouse.close();
    more[Symbol.dispose]();
  };
  return { connection: warehouse.connection, close, [Symbol.dispose]: close };
}

async function open(path: string, options: Record<string, string>, named: string): Promise<Warehouse> {
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(path, options);
  } catch (error) {
    if (isFullDisk(error)) throw error;
    const explained = explainDamage(error, named);
    if (explained instanceof DamagedError) throw explained;
    throw explain(path, explainError(error));
  }
  const connection = namingDamage(await instance.connect(), named);
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, close, [Symbol.dispose]: close };
}

function explain(path: string, message: string): Error {
  const holder = /Conflicting lock is held in (.+?) \(PID (\d+)\)/.exec(message);
  if (holder) {
    return new UserError(
      EXIT.busy,
      `Cannot open "${path}" because ${holder[1]} (process ${holder[2]}) holds it to write: close it there`,
    );
  }
  // DuckDB's message for a file whose extension belongs to another format.
  const reason = /in-memory database/.test(message) ? "it is not a DuckDB database" : message;
  if (/not a valid DuckDB database file/.test(message)) {
    return new UserError(
      EXIT.failed,
      `Cannot open "${path}" as a warehouse: it does not begin as a DuckDB database does; when it was one, it is ` +
        "damaged: restore it from its archive with `deno task load --rebuild`; otherwise give another --warehouse FILE",
    );
  }
  return new UserError(
    EXIT.failed,
    `Cannot open "${path}" as a warehouse: ${reason}; give another --warehouse FILE`,
  );
}
