import { escapeControls } from "../text/escape_controls.ts";

/** Milliseconds before the first text, and between two lines when stderr is no terminal. */
const DELAY = 1000;
/** Milliseconds between two texts on a terminal. */
const REFRESH = 100;

/**
 * Shows the progress of a long task on stderr, once it takes longer than a second.
 *
 * A terminal shows one line, which is rewritten. Any other stderr gets at most one line per second.
 *
 * @example
 * ```ts
 * import { ProgressLine } from "./progress_line.ts";
 * using progress = new ProgressLine();
 * progress.show("Writing 1 of 89"); // Prints nothing in the first second.
 * ```
 */
export class ProgressLine implements Disposable {
  readonly #isTerminal = Deno.stderr.isTerminal();
  #nextAt = performance.now() + DELAY;
  #isLineOpen = false;

  show(text: string): void {
    const now = performance.now();
    if (now < this.#nextAt) return;
    this.#nextAt = now + (this.#isTerminal ? REFRESH : DELAY);
    if (!this.#isTerminal) return console.error(text);
    this.#isLineOpen = true;
    Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[2K${escapeControls(text).replaceAll("\n", " ")}`));
  }

  /** Erases the line, so that other output can take its place. */
  clear(): void {
    if (this.#isLineOpen) Deno.stderr.writeSync(new TextEncoder().encode("\r\x1b[2K"));
    this.#isLineOpen = false;
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}
