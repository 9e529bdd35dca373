import { oneLine } from "../contract/one_line.ts";
import { grouped } from "./grouped.ts";
import type { LoadProgress } from "./load_files.ts";

/** Milliseconds before the first word and between two. */
const PATIENCE = 1000;
const REFRESH = 100;

/**
 * Says on stderr where a load has got to, once it takes longer than a second: on a terminal a line that is rewritten, else
 * a line a second.
 *
 * @example
 * ```ts
 * import { LoadReporter } from "./load_reporter.ts";
 * const reporter = new LoadReporter();
 * reporter.show({ name: "csr.xlsx", place: 1, files: 12, rows: 0 }); // Too early for a word.
 * reporter.clear();
 * ```
 */
export class LoadReporter {
  readonly #isTerminal = Deno.stderr.isTerminal();
  #saidAt = performance.now() + PATIENCE;
  #isLineOpen = false;

  show({ name, place, files, rows }: LoadProgress): void {
    const now = performance.now();
    if (now < this.#saidAt) return;
    this.#saidAt = now + (this.#isTerminal ? REFRESH : PATIENCE);
    const text = `Reading ${place} of ${files}: ${oneLine(name)}${rows > 0 ? `, ${grouped(rows)} rows` : ""}`;
    if (!this.#isTerminal) return console.error(text);
    this.#isLineOpen = true;
    Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[2K${text}`));
  }

  /** Takes the line back, for what comes next. */
  clear(): void {
    if (this.#isLineOpen) Deno.stderr.writeSync(new TextEncoder().encode("\r\x1b[2K"));
    this.#isLineOpen = false;
  }
}
