import { listInbox } from "./list_inbox.ts";

/** How to watch. */
export interface WatchOptions {
  /** How long a file must stay as it is to count as whole, in milliseconds. */
  readonly settleMs: number;
  /** How long to wait for an event before looking anyway, in milliseconds: network folders send none. */
  readonly pollMs: number;
  /** Ends the watch. */
  readonly signal: AbortSignal;
}

/**
 * Watches an inbox and yields the files that are new or changed, once each is whole: of the same size and moment of last
 * writing for a while, and readable to its end. What is there at the beginning counts as new.
 *
 * @throws {UserError} exit 2, when there is no such folder
 *
 * @example
 * ```ts
 * import { watchInbox } from "./watch_inbox.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const inbox = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${inbox}/july.csv`, "a");
 * const stop = new AbortController();
 * for await (const files of watchInbox(inbox, { settleMs: 20, pollMs: 1000, signal: stop.signal })) {
 *   deepStrictEqual(files, [`${inbox}/july.csv`]);
 *   stop.abort();
 * }
 * await Deno.remove(inbox, { recursive: true });
 * ```
 */
export async function* watchInbox(inbox: string, options: WatchOptions): AsyncGenerator<readonly string[]> {
  const { settleMs, pollMs, signal } = options;
  const given = new Map<string, string>();
  const events = new Changes(inbox);
  try {
    let before = new Map<string, string>();
    while (!signal.aborted) {
      const now = await look(inbox);
      const waiting = [...now].filter(([path, state]) => given.get(path) !== state);
      const whole: string[] = [];
      for (const [path, state] of waiting) {
        if (before.get(path) === state && await isReadable(path)) whole.push(path);
      }
      before = now;
      if (whole.length > 0 && whole.length === waiting.length) {
        for (const path of whole) given.set(path, now.get(path)!);
        yield whole;
      } else if (waiting.length > 0) await pause(settleMs, signal);
      else await events.next(pollMs, signal);
    }
  } finally {
    events.close();
  }
}

/** Each spreadsheet with what changes when it is written. */
async function look(inbox: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const path of (await listInbox(inbox)).files) {
    const info = await Deno.stat(path).catch(() => null); // It can go meanwhile.
    if (info !== null) found.set(path, `${info.size} ${info.mtime?.getTime()} ${info.ino}`);
  }
  return found;
}

/** Windows refuses a file that another program is writing. */
async function isReadable(path: string): Promise<boolean> {
  try {
    using _file = await Deno.open(path);
    return true;
  } catch {
    return false;
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return; // An event that has been is not sent again.
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  const end = () => resolve();
  signal.addEventListener("abort", end, { once: true });
  await promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", end);
}

/** The system's events about a folder, where it sends any. */
class Changes {
  #watcher: Deno.FsWatcher | null;
  #wake = () => {};
  #isDue = false;

  constructor(folder: string) {
    try {
      this.#watcher = Deno.watchFs(folder, { recursive: false });
      this.#listen(this.#watcher);
    } catch {
      this.#watcher = null; // No events here, or no more watches to be had: looking now and then has to do.
    }
  }

  async #listen(watcher: Deno.FsWatcher): Promise<void> {
    try {
      for await (const { kind } of watcher) {
        if (kind === "access") continue;
        this.#isDue = true;
        this.#wake();
      }
    } catch {
      this.#watcher = null; // The folder went: the next look says so.
    }
  }

  /** Until something changed since the last call, at most so long. */
  async next(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#isDue) {
      const woken = new AbortController();
      this.#wake = () => woken.abort();
      await pause(milliseconds, AbortSignal.any([signal, woken.signal]));
    }
    this.#isDue = false;
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = null;
  }
}
