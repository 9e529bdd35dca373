import { basename, dirname } from "node:path";
import { explainFullDisk } from "../files/full_disk.ts";
import { syncFolder } from "../files/sync_folder.ts";
import { keepFile, type KeptFile } from "./keep_file.ts";

const AT_A_TIME = 16;

/**
 * Keeps the files of one write of a warehouse, and takes out again what it alone has kept when that write fails: nothing
 * counts it. Where other warehouses have a list in the archive it stays, as one of them may have come to count on it.
 *
 * @example
 * ```ts
 * import { ArchiveTransaction } from "./archive_transaction.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * const path = `${folder}/abc.csv`;
 * await Deno.writeTextFile(path, "abc");
 * const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, B.1
 * const keeping = new ArchiveTransaction(`${folder}/archive`, `${folder}/a.duckdb`);
 * await keeping.keep([{ path, name: "abc.csv", sha256, byteSize: 3 }]);
 * await keeping.undo(new Set());
 * deepStrictEqual([...Deno.readDirSync(`${folder}/archive/ba`)], []);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export class ArchiveTransaction {
  readonly #kept = new Map<string, string>();

  constructor(readonly archive: string, readonly warehouse: string) {}

  /** Some at a time, as each waits for the disk. When it returns, a power cut takes none of them away. */
  async keep(files: readonly KeptFile[]): Promise<void> {
    for (let at = 0; at < files.length; at += AT_A_TIME) {
      // All are waited for when one fails, so that undo() knows of them.
      const ends = await Promise.allSettled(files.slice(at, at + AT_A_TIME).map((file) => this.#keep(file)));
      for (const end of ends) if (end.status === "rejected") throw end.reason;
    }
    const folders = new Set([...this.#kept.values()].map((place) => dirname(place)));
    for (const folder of folders.size === 0 ? [] : [...folders, this.archive]) await syncFolder(folder);
  }

  async #keep(file: KeptFile): Promise<void> {
    const { place, isNew } = await keepFile(this.archive, file).catch((error) => {
      throw explainFullDisk(error, `"${this.archive}"`); // Not always on the disk of the warehouse it is kept for.
    });
    if (isNew) this.#kept.set(file.sha256, place);
  }

  /** @param counted The hashes of what the warehouse counts all the same: the write can have failed after it was published */
  async undo(counted: ReadonlySet<string>): Promise<void> {
    if (this.#kept.size === 0) return;
    const own = `${basename(this.warehouse)}.json`;
    for await (const { name } of Deno.readDir(this.archive)) {
      if (name.endsWith(".json") && name !== own) return;
    }
    for (const [sha256, place] of this.#kept) if (!counted.has(sha256)) await Deno.remove(place);
  }
}
