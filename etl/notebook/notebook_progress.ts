import type { NotebookProgress } from "./run_notebook.ts";

/**
 * Tells on stderr how notebooks get on: a line when one starts, one where it is when a second has passed since its last,
 * and how long it took; of an unchanged one, that it was not run.
 *
 * @param month Said with each name, for work on several months at a time; empty: not said
 *
 * @example
 * ```ts
 * import { notebookProgress } from "./notebook_progress.ts";
 * const narrate = notebookProgress();
 * narrate({ notebook: "01_performance_measures.ipynb", done: 0, total: 7, isUnchanged: false });
 * ```
 */
export function notebookProgress(month = ""): (progress: NotebookProgress) => void {
  const times = new Map<string, { readonly began: number; readonly said: number }>();
  return ({ notebook, done, total, isUnchanged }) => {
    const name = `${month} ${notebook.replace(/\.ipynb$/, "")}`.trim();
    const now = performance.now();
    const before = times.get(name);
    if (isUnchanged) {
      console.error(`Unchanged ${name}`);
    } else if (done === total) {
      console.error(`Ran ${name} in ${((now - (before?.began ?? now)) / 1000).toFixed(1)} s`);
    } else if (before === undefined || now - before.said >= 1000) {
      times.set(name, { began: before?.began ?? now, said: now });
      console.error(`Running ${name}: cell ${done + 1} of ${total}`);
    }
  };
}
