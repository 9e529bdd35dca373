/** A thread that writes into a folder while it is removed can put a file into it once more. */
const ATTEMPTS = 3;

/**
 * Removes a file, or a folder with all in it, without waiting; nothing where there is none.
 *
 * @example
 * ```ts
 * import { removeIfThere } from "./remove_if_there.ts";
 * removeIfThere("no/such/folder");
 * ```
 */
export function removeIfThere(path: string): void {
  for (let attempt = 1;; attempt++) {
    try {
      return Deno.removeSync(path, { recursive: true });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
