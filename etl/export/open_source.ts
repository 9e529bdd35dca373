import { type Session, setSession } from "../db/session.ts";
import { openPrivate, openReadOnly, type Warehouse } from "../db/open_warehouse.ts";
import { quoteLiteral } from "../db/quote.ts";

/**
 * Opens a session to write a copy of a warehouse from: the warehouse attached as `warehouse`, only to read, and in use, so
 * that its names stand without a prefix.
 *
 * @param asking Whose copy it is: figures of groups too small to be released to it are suppressed; and as of when
 * @throws {UserError} as {@linkcode openReadOnly}
 */
export async function openSource(path: string, asking: Session): Promise<Warehouse> {
  // For its messages: there is no such file, another program writes to it, it is no warehouse.
  (await openReadOnly(path)).close();
  const session = await openPrivate(":memory:", { reads: path });
  try {
    const { connection } = session;
    await connection.run("set temp_directory = ''");
    await setSession(connection, asking);
    await connection.run(`attach ${quoteLiteral(path)} as warehouse (read_only)`);
    await connection.run("use warehouse");
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}
