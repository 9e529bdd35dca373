const cleanups = new Set<() => unknown>();
/** Exit codes by signal, by the rule of the shells: 128 plus the signal's number. */
const SIGNALS: Partial<Record<Deno.Signal, number>> = isKernel()
  ? {} // In a notebook SIGINT interrupts a cell.
  : Deno.build.os === "windows"
  ? { SIGINT: 130, SIGBREAK: 131 }
  : { SIGINT: 130, SIGTERM: 143 }; // A listener for SIGHUP would end a process started with `nohup`.
const endings = Object.entries(SIGNALS).map(([signal, code]) =>
  [signal as Deno.Signal, () => Deno.exit(code)] as const
);

/**
 * Calls a cleanup when the process ends early: by Ctrl-C, SIGTERM or `Deno.exit`.
 *
 * After a signal the process ends at once, with exit 130 or 143. SIGKILL allows no cleanup. The next call of the same work
 * must therefore remove what a killed call left, and also what a failed cleanup left.
 *
 * @param cleanup A synchronous function. The newest runs first, so that a lock goes after the files it protects
 * @returns Dispose of it when the cleanup is no longer needed
 *
 * @example
 * ```ts
 * import { onExit } from "./on_exit.ts";
 * {
 *   using _ending = onExit(() => Deno.removeSync("half_written.txt"));
 *   // write the file
 * }
 * ```
 */
export function onExit(cleanup: () => unknown): Disposable {
  if (cleanups.size === 0) {
    addEventListener("unload", cleanUp);
    for (const [signal, end] of endings) Deno.addSignalListener(signal, end);
  }
  cleanups.add(cleanup);
  return {
    [Symbol.dispose]() {
      if (!cleanups.delete(cleanup) || cleanups.size > 0) return;
      removeEventListener("unload", cleanUp);
      for (const [signal, end] of endings) Deno.removeSignalListener(signal, end);
    },
  };
}

function isKernel(): boolean {
  try {
    return Deno.jupyter !== undefined;
  } catch {
    return false; // Outside a notebook Deno throws.
  }
}

function cleanUp(): void {
  for (const cleanup of [...cleanups].reverse()) {
    try {
      cleanup();
    } catch {
      // A failed cleanup must not stop the others.
    }
  }
}
