/**
 * What a kernel runs before the first cell of a notebook.
 *
 * - The Deno kernel swallows the error of a timer and of a promise nobody awaited: a notebook whose chart failed would
 *   count as done. Both are told as an `error` message.
 * - A kernel outlives a parent that is killed with SIGKILL, which cannot clean up: it looks whether its parent is still
 *   the same.
 * - {@linkcode SETTLE} is what runs after each cell, with the functions as they are before a cell can replace them.
 */
export const KERNEL_PREAMBLE = `{
  const { broadcast, display } = Deno.jupyter;
  const { log, error } = console;
  const report = (event, error) => {
    event.preventDefault();
    const [ename, evalue] = error instanceof Error ? [error.name, error.message] : ["Error", String(error)];
    broadcast("error", { ename, evalue, traceback: [] });
  };
  addEventListener("unhandledrejection", (event) => report(event, event.reason));
  addEventListener("error", (event) => report(event, event.error));
  const parent = Deno.ppid;
  Deno.unrefTimer(setInterval(() => Deno.ppid === parent || Deno.exit(1), 500));
  globalThis[Symbol.for("annexa.settle")] = async (mark) => {
    log(mark);
    error(mark);
    await display({ "text/plain": mark }, { raw: true });
  };
  undefined;
}`;

/**
 * The code that gives what a cell left behind, such as a timer that prints, a moment to come, and then marks the end of
 * the cell's outputs on each of the ways they take to the reader.
 */
export function SETTLE(mark: string): string {
  return `await new Promise((done) => setTimeout(done, 25));
await globalThis[Symbol.for("annexa.settle")](${JSON.stringify(mark)});
undefined;`;
}
