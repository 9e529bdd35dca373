/** More than one, because another thread can add a file to the folder during its removal. */
const ATTEMPTS = 3;

/**
 * Removes a file, or a folder with its content, synchronously. Does nothing when the path does not exist.
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
