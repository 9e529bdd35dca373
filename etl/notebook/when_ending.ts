const cleanups = new Set<() => void>();
const SIGNALS: Partial<Record<Deno.Signal, number>> = Deno.build.os === "windows"
  ? { SIGINT: 130, SIGBREAK: 131 }
  : { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const endings = Object.entries(SIGNALS).map(([signal, code]) =>
  [signal as Deno.Signal, () => Deno.exit(code)] as const
);

/**
 * Has something done when the process ends before its time: by Ctrl-C, by a signal that asks it to, or by `Deno.exit`.
 * Nobody can act on SIGKILL.
 *
 * @param cleanup Must not wait for anything
 * @returns Dispose of it when the cleanup is no longer needed
 *
 * @example
 * ```ts
 * import { whenEnding } from "./when_ending.ts";
 * {
 *   using _ending = whenEnding(() => Deno.removeSync("half_written.txt"));
 *   // write the file
 * }
 * ```
 */
export function whenEnding(cleanup: () => void): Disposable {
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

function cleanUp(): void {
  for (const cleanup of cleanups) cleanup();
}
