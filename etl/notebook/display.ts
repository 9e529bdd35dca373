import type { MimeBundle } from "./notebook_file.ts";

/**
 * Shows something in the running cell, wherever in it that happens. Await it.
 *
 * @param bundle The same content in several formats; Jupyter shows the richest it knows
 * @throws {TypeError} If this is no notebook
 *
 * @example
 * ```ts ignore
 * await display({ "text/plain": "North" });
 * ```
 */
export async function display(bundle: MimeBundle): Promise<void> {
  await Deno.jupyter.display(bundle, { raw: true });
}
