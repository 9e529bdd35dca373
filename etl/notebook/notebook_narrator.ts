import type { NotebookProgress } from "./run_notebook.ts";

/**
 * Tells on stderr how notebooks get on: a line when one starts, and where it is when a second has passed since its last.
 *
 * @example
 * ```ts
 * import { notebookNarrator } from "./notebook_narrator.ts";
 * const narrate = notebookNarrator();
 * narrate({ notebook: "01_performance_measures.ipynb", done: 0, total: 7 });
 * ```
 */
export function notebookNarrator(): (progress: NotebookProgress) => void {
  const saidAt = new Map<string, number>();
  return ({ notebook, done, total }) => {
    const now = performance.now();
    if (now - (saidAt.get(notebook) ?? -Infinity) < 1000) return;
    saidAt.set(notebook, now);
    console.error(`Running ${notebook}: cell ${done + 1} of ${total}`);
  };
}
