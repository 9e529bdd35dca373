const cleanups = new Set<() => unknown>();
/** As a shell says it: 128 and the signal's number. */
const SIGNALS: Partial<Record<Deno.Signal, number>> = isKernel()
  ? {} // There SIGINT interrupts a cell.
  : Deno.build.os === "windows"
  ? { SIGINT: 130, SIGBREAK: 131 }
  : { SIGINT: 130, SIGTERM: 143 }; // Not SIGHUP: a listener would end what `nohup` started.
const endings = Object.entries(SIGNALS).map(([signal, code]) =>
  [signal as Deno.Signal, () => Deno.exit(code)] as const
);

/**
 * Has something cleared when the process ends before its time: by Ctrl-C, by a signal that asks it to, or by `Deno.exit`.
 * The process then ends at once, with exit 130 or 143. Nobody can act on SIGKILL: what it leaves, the next call clears, and
 * that is also what becomes of what cannot be cleared here.
 *
 * @param cleanup Must not wait for anything. The newest is called first: what a lock protects goes before the lock
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
    return false; // So Deno answers anywhere else.
  }
}

function cleanUp(): void {
  for (const cleanup of [...cleanups].reverse()) {
    try {
      cleanup();
    } catch {
      // The others are called all the same.
    }
  }
}
