/** A line that a run prints. */
interface Line {
  readonly at: string;
  readonly step: string;
  /** `data` goes to stdout. `note` is narration, a warning or an error, and goes to stderr. */
  readonly kind: "data" | "note";
  readonly message: string;
}

/**
 * Records the lines that steps print, until it is disposed of. The message about a failure quotes them.
 *
 * In the format `json` every line, data and narration, becomes a JSON object on stderr for a log collector. Stdout then
 * stays empty.
 *
 * @example
 * ```ts
 * import { ProgressLog } from "./progress_log.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const printed: string[] = [];
 * {
 *   using log = new ProgressLog("json", () => new Date(0), (line) => printed.push(line));
 *   log.step = "Load";
 *   console.error("one\ntwo");
 * }
 * deepStrictEqual(printed.map((line) => JSON.parse(line).message), ["one", "two"]);
 * ```
 */
export class ProgressLog implements Disposable {
  step = "";
  readonly #lines: Line[] = [];
  readonly #log = console.log;
  readonly #error = console.error;

  /**
   * @param clock The time of a line
   * @param write Takes the JSON lines; stderr by default
   */
  constructor(format: "text" | "json", clock: () => Date, write?: (line: string) => void) {
    const listen = (kind: Line["kind"], print: typeof console.log) => (...parts: unknown[]) => {
      for (const message of parts.map(String).join(" ").split("\n")) {
        const line = { at: clock().toISOString(), step: this.step, kind, message };
        this.#lines.push(line);
        if (format === "json") (write ?? this.#error)(JSON.stringify(line));
      }
      if (format === "text") print(...parts);
    };
    console.log = listen("data", this.#log);
    console.error = listen("note", this.#error);
  }

  /** The last lines of the current step, at most `count`. */
  last(count: number): string[] {
    return this.#lines.filter(({ step }) => step === this.step).slice(-count).map(({ message }) => message);
  }

  /** Removes the lines of an earlier run, because a watch runs many times. */
  startAnew(): void {
    this.step = "";
    this.#lines.length = 0;
  }

  [Symbol.dispose](): void {
    console.log = this.#log;
    console.error = this.#error;
  }
}
