/**
 * What a kernel runs before the first cell of a notebook.
 *
 * - The Deno kernel swallows the error of a timer and of a promise nobody awaited: a notebook whose chart failed would
 *   count as done. Both are told as an `error` message of the cell they happened in.
 * - A kernel outlives a parent that is killed with SIGKILL, which cannot clean up: it looks whether its parent is still
 *   the same.
 */
export const KERNEL_PREAMBLE = `{
  const report = (event, error) => {
    event.preventDefault();
    const [ename, evalue] = error instanceof Error ? [error.name, error.message] : ["Error", String(error)];
    Deno.jupyter.broadcast("error", { ename, evalue, traceback: [] });
  };
  addEventListener("unhandledrejection", (event) => report(event, event.reason));
  addEventListener("error", (event) => report(event, event.error));
  const parent = Deno.ppid;
  Deno.unrefTimer(setInterval(() => Deno.ppid === parent || Deno.exit(1), 500));
  undefined;
}`;
