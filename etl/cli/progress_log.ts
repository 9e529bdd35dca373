/** A line a run says. */
interface Line {
  readonly at: string;
  readonly step: string;
  /** `data`: what the verb prints on stdout. `note`: narration, warnings and errors. */
  readonly kind: "data" | "note";
  readonly message: string;
}

/**
 * Listens to what steps print while it is not disposed of, and keeps it for the message about a failure. As JSON, every
 * line, data and narration alike, becomes an object on stderr, for a log collector; stdout then stays empty.
 *
 * @example
 * ```ts
 * import { ProgressLog } from "./progress_log.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const said: string[] = [];
 * {
 *   using narration = new ProgressLog("json", () => new Date(0), (line) => said.push(line));
 *   narration.step = "Load";
 *   console.error("one\ntwo");
 * }
 * deepStrictEqual(said.map((line) => JSON.parse(line).message), ["one", "two"]);
 * ```
 */
export class ProgressLog implements Disposable {
  step = "";
  readonly #said: Line[] = [];
  readonly #log = console.log;
  readonly #error = console.error;

  /**
   * @param clock When a line was said
   * @param write Where JSON lines go; stderr when left out
   */
  constructor(format: "text" | "json", clock: () => Date, write?: (line: string) => void) {
    const listen = (kind: Line["kind"], print: typeof console.log) => (...parts: unknown[]) => {
      for (const message of parts.map(String).join(" ").split("\n")) {
        const line = { at: clock().toISOString(), step: this.step, kind, message };
        this.#said.push(line);
        if (format === "json") (write ?? this.#error)(JSON.stringify(line));
      }
      if (format === "text") print(...parts);
    };
    console.log = listen("data", this.#log);
    console.error = listen("note", this.#error);
  }

  /** The last lines of the present step, at most `count`. */
  last(count: number): string[] {
    return this.#said.filter(({ step }) => step === this.step).slice(-count).map(({ message }) => message);
  }

  /** Forgets what an earlier run said: a watch runs again and again. */
  startAnew(): void {
    this.step = "";
    this.#said.length = 0;
  }

  [Symbol.dispose](): void {
    console.log = this.#log;
    console.error = this.#error;
  }
}
