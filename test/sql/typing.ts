import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { History } from "../../etl/sql/history.ts";
import type { Settings } from "../../etl/sql/settings.ts";
import { Shell } from "../../etl/sql/shell.ts";

const SETTINGS: Settings = { format: "table", maxRows: null, timeoutSeconds: 60, asOf: null, audience: null };

/** Milliseconds after which what has not come will not. */
const PATIENCE = 20_000;

/** Somebody at the shell: keys go in, and what the screen shows comes out without its control codes. */
export class Typing {
  readonly #input = new PassThrough();
  readonly #ended: Promise<void>;
  #seen = "";
  #read = 0;

  constructor(warehouse: string, history: History, options: { rows?: number; settings?: Partial<Settings> } = {}) {
    const output = new Writable({
      write: (piece, _, done) => {
        this.#seen += stripVTControlCharacters(String(piece));
        done();
      },
    });
    const terminal = { input: this.#input, output: Object.assign(output, { columns: 200, rows: options.rows ?? 0 }) };
    this.#ended = new Shell(warehouse, { ...SETTINGS, ...options.settings }, terminal, history).run();
  }

  /** Presses keys, and waits until the screen has shown something matching since the last call; gives what it showed. */
  async keys(keys: string, until: RegExp): Promise<string> {
    this.#input.write(keys);
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const shown = this.#seen.slice(this.#read);
      const found = until.exec(shown);
      if (found !== null) {
        this.#read += found.index + found[0].length;
        return shown.slice(0, found.index + found[0].length);
      }
      if (performance.now() > deadline) throw new Error(`Never saw ${until} in ${JSON.stringify(shown)}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Presses a key again and again until the screen shows something matching. */
  async insist(key: string, until: RegExp): Promise<void> {
    while (!until.test(this.#seen.slice(this.#read))) {
      this.#input.write(key);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await this.keys("", until);
  }

  /** Presses keys and waits until the shell has ended. */
  async end(keys: string): Promise<void> {
    this.#input.write(keys);
    await this.#ended;
  }

  /** Everything shown so far. */
  get screen(): string {
    return this.#seen;
  }
}
