import { escapeControls } from "../text/escape_controls.ts";

/** Milliseconds before the first word and between two. */
const PATIENCE = 1000;
const REFRESH = 100;

/**
 * Says on stderr where a long piece of work has got to, once it takes longer than a second: on a terminal a line that is
 * rewritten, else a line a second.
 *
 * @example
 * ```ts
 * import { ProgressLine } from "./progress_line.ts";
 * using progress = new ProgressLine();
 * progress.show("Writing 1 of 89"); // Too early for a word.
 * ```
 */
export class ProgressLine implements Disposable {
  readonly #isTerminal = Deno.stderr.isTerminal();
  #saidAt = performance.now() + PATIENCE;
  #isLineOpen = false;

  show(text: string): void {
    const now = performance.now();
    if (now < this.#saidAt) return;
    this.#saidAt = now + (this.#isTerminal ? REFRESH : PATIENCE);
    if (!this.#isTerminal) return console.error(text);
    this.#isLineOpen = true;
    Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[2K${escapeControls(text).replaceAll("\n", " ")}`));
  }

  /** Takes the line back, for what comes next. */
  clear(): void {
    if (this.#isLineOpen) Deno.stderr.writeSync(new TextEncoder().encode("\r\x1b[2K"));
    this.#isLineOpen = false;
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}
