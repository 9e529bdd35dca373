import { join, resolve } from "node:path";
import type { Classification } from "../base/classification.ts";
import { writeAudienceWarehouse } from "../export/audience_warehouse.ts";
import { removeIfThere } from "../files/remove_if_there.ts";
import { onExit } from "../files/on_exit.ts";

const PREFIX = ".notebooks-";
/** Ends the name of the lock next to a copy's folder. A process holds it as long as it lives. */
const LOCK = ".lock";

/** A copy of a warehouse for the length of a run. Dispose of it, which removes it. */
export interface AudienceCopy extends Disposable {
  /** Where it stands; made when first asked for. */
  path(): Promise<string>;
}

/** Which copy. */
export interface CopyOrder {
  /** The full warehouse. */
  readonly warehouse: string;
  readonly audience: Classification;
  readonly asOf: string | null;
  readonly lastFileId: number | null;
  /** The folder it stands in, in a folder of its own that only this user can read. */
  readonly folder: string;
}

/**
 * The warehouse that notebooks for an audience below Red ask: it holds nothing above the audience's class, so that code
 * which gets around the notebook API finds nothing there. The name and place of the full warehouse are not in it. It keeps
 * the classes of what it lacks, so that a query on that is refused and does not fail.
 *
 * For Red it is the warehouse itself.
 *
 * @example
 * ```ts ignore
 * using copy = audienceCopy({ warehouse, audience: "white", asOf: null, lastFileId: null, folder: "out" });
 * await copy.path();
 * ```
 */
export function audienceCopy({ warehouse, audience, asOf, lastFileId, folder }: CopyOrder): AudienceCopy {
  if (audience === "red") return { path: () => Promise.resolve(resolve(warehouse)), [Symbol.dispose]: () => {} };
  let made: Promise<string> | undefined;
  let place: string | undefined;
  let lock: Deno.FsFile | undefined;
  const remove = () => {
    if (place === undefined) return;
    removeIfThere(place);
    removeIfThere(place + LOCK);
    lock?.close();
    lock = undefined;
  };
  const ending = onExit(remove);
  const make = async () => {
    await Deno.mkdir(folder, { recursive: true });
    clearAfterKill(folder);
    place = join(resolve(folder), PREFIX + crypto.randomUUID().slice(0, 8));
    lock = Deno.openSync(place + LOCK, { write: true, createNew: true });
    lock.lockSync(true);
    Deno.mkdirSync(place, { mode: 0o700 });
    const path = join(place, "warehouse.duckdb");
    await writeAudienceWarehouse(warehouse, path, audience, { asOf, lastFileId, hasAllLabels: true });
    return path;
  };
  return {
    path: () => made ??= make(),
    [Symbol.dispose]() {
      remove();
      ending[Symbol.dispose]();
    },
  };
}

/** Removes the copies of processes that were killed. */
function clearAfterKill(folder: string): void {
  for (const { name } of Deno.readDirSync(folder)) {
    if (!name.startsWith(PREFIX) || !name.endsWith(LOCK)) continue;
    const lock = join(folder, name);
    try {
      using file = Deno.openSync(lock, { write: true });
      if (!file.tryLockSync(true)) continue;
      removeIfThere(lock.slice(0, -LOCK.length));
      removeIfThere(lock);
    } catch (error) {
      // Its process has removed it at this moment.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
