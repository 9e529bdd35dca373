import { setTimeout as delay } from "node:timers/promises";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "../files/on_exit.ts";
import { watchInbox } from "./watch_inbox.ts";

/** How long to wait for another writer, in milliseconds, before trying again. */
const BUSY_MS = 5000;

/** Network folders send no events: they are looked at twice a minute. */
const POLL_MS = 30_000;

/**
 * Does something with every file that comes into an inbox, once it is whole, until the process is asked to stop (Ctrl-C,
 * SIGTERM). While it waits, that is how it ends well; in the middle of its work it ends as the work does when it is
 * interrupted ({@linkcode onExit}), and what was not loaded is there for the next watch.
 *
 * A mistake a user can mend is printed and does not end it: the next file may be right.
 *
 * @param settle Seconds, as typed
 * @throws {UserError} exit 2, for a time that is none, or when there is no inbox
 *
 * @example
 * ```ts
 * import { watchUntilStopped } from "./watch_until_stopped.ts";
 * import { rejects } from "node:assert/strict";
 * await rejects(() => watchUntilStopped("no/such", "2", () => Promise.resolve()), { exitCode: 2 });
 * ```
 */
export async function watchUntilStopped(
  inbox: string,
  settle: string,
  work: (files: readonly string[]) => Promise<void>,
): Promise<void> {
  const seconds = Number(settle);
  if (!/^\d+(\.\d+)?$/.test(settle) || !(seconds > 0 && seconds <= 3600)) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot read "${settle}" as a time to settle: give --settle seconds above 0 and up to 3600`,
    );
  }
  const stop = new AbortController();
  const end = () => stop.abort();
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  for (const signal of signals) Deno.addSignalListener(signal, end);
  try {
    console.error(`Watching "${inbox}": stop with Ctrl-C`);
    const options = { settleMs: seconds * 1000, pollMs: POLL_MS, signal: stop.signal };
    for await (const files of watchInbox(inbox, options)) {
      await patiently(() => work(files), stop.signal);
    }
  } finally {
    for (const signal of signals) Deno.removeSignalListener(signal, end);
  }
}

async function patiently(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      using _ending = onExit(() => {});
      return await work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      console.error(error.message);
      if (error.exitCode !== EXIT.busy) return;
      await delay(BUSY_MS, undefined, { signal }).catch(() => {}); // Asked to stop: no longer.
    }
  }
}
