import type { MimeBundle } from "./notebook_file.ts";

/**
 * How long the kernel takes to send a display. It may say before that the cell is done, and clients that stop listening
 * then, such as `jupyter nbconvert --execute`, would lose it.
 */
const SENDING_MS = 5;

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
  await new Promise((done) => setTimeout(done, SENDING_MS));
}
