import type { JupyterMessage } from "./jupyter_wire.ts";
import type { MimeBundle, Output } from "./notebook_file.ts";
import { lines } from "./text_lines.ts";

/** Tells which outputs are which cell's, from a kernel that runs one cell after the other. */
export interface OutputSegments {
  add(message: JupyterMessage): void;
  /** Resolves when all the outputs of so many cells have come. */
  complete(cells: number): Promise<void>;
  /**
   * The outputs of a cell: printed text first, then what was displayed, each in its own order. Their order among each
   * other is a matter of luck, and outputs must be the same every time.
   */
  outputs(cell: number): Output[];
  /** The first error a cell reported beside its own end: of a timer, a promise, or the display of its result. */
  failure(cell: number): Failure | null;
}

/** An error as the kernel tells it. */
export interface Failure {
  readonly name: string;
  readonly value: string;
}

interface Display {
  readonly type: "display_data" | "execute_result";
  readonly data: MimeBundle;
  readonly metadata: Record<string, unknown>;
}

/**
 * Cuts the messages of a kernel into cells at a mark that stands after each cell's last output on each way. The kernel's
 * own labels do not tell: Deno sends an output after it has said that its cell is done, and under the name of the next.
 *
 * @param mark Text that no output holds
 *
 * @example
 * ```ts
 * import { outputSegments } from "./output_segments.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const segments = outputSegments("=END=");
 * const print = (text: string) => segments.add({ type: "stream", parent: null, content: { name: "stdout", text } });
 * print("a\nb");
 * print("c\n=END=\nd\n=END=\n");
 * deepStrictEqual(segments.outputs(0), [{ output_type: "stream", name: "stdout", text: ["a\n", "bc\n"] }]);
 * deepStrictEqual(segments.outputs(1), [{ output_type: "stream", name: "stdout", text: ["d\n"] }]);
 * ```
 */
export function outputSegments(mark: string): OutputSegments {
  const texts: Record<"stdout" | "stderr", TextSegments> = { stdout: textSegments(mark), stderr: textSegments(mark) };
  const displayed: Display[][] = [[]];
  const failures = new Map<number, Failure>();
  const waiting: { readonly cells: number; readonly resolve: () => void }[] = [];

  const display = (type: Display["type"], { data, metadata }: Record<string, unknown>) => {
    if ((data as MimeBundle)["text/plain"] === mark) {
      displayed.push([]);
    } else {
      displayed.at(-1)!.push({ type, data: data as MimeBundle, metadata: metadata as Record<string, unknown> });
    }
  };
  const current = () => displayed.length - 1;
  const isComplete = (cells: number) =>
    Math.min(current(), texts.stdout.whole.length, texts.stderr.whole.length) >= cells;

  return {
    add({ type, content }) {
      if (type === "stream") texts[content.name as "stdout" | "stderr"].add(String(content.text));
      else if (type === "display_data" || type === "execute_result") display(type, content);
      else if (type === "error" && !failures.has(current())) {
        failures.set(current(), { name: String(content.ename), value: String(content.evalue) });
      }
      for (const { cells, resolve } of waiting) if (isComplete(cells)) resolve();
    },
    complete(cells) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (isComplete(cells)) resolve();
      else waiting.push({ cells, resolve });
      return promise;
    },
    outputs(cell) {
      const streams = (["stdout", "stderr"] as const).filter((name) => texts[name].whole[cell])
        .map((name): Output => ({ output_type: "stream", name, text: lines(texts[name].whole[cell]!) }));
      const displays = (displayed[cell] ?? []).map(({ type, data, metadata }): Output =>
        type === "execute_result"
          ? { output_type: type, execution_count: cell + 1, data: inLines(data), metadata }
          : { output_type: type, data: inLines(data), metadata }
      );
      return [...streams, ...displays];
    },
    failure: (cell) => failures.get(cell) ?? null,
  };
}

interface TextSegments {
  add(text: string): void;
  /** What stands before each mark, in order. */
  readonly whole: readonly string[];
}

/** Cuts text that comes in pieces at a line that is the mark, which may be indented by an open `console.group`. */
function textSegments(mark: string): TextSegments {
  const end = `${mark}\n`;
  const whole: string[] = [];
  let pieces: string[] = [];
  let tail = "";
  return {
    whole,
    add(text) {
      tail += text;
      for (let at = tail.indexOf(end); at >= 0; at = tail.indexOf(end)) {
        whole.push((pieces.join("") + tail.slice(0, at)).replace(/ +$/, ""));
        pieces = [];
        tail = tail.slice(at + end.length);
      }
      const kept = Math.min(tail.length, end.length - 1);
      pieces.push(tail.slice(0, tail.length - kept));
      tail = tail.slice(tail.length - kept);
    },
  };
}

function inLines(data: MimeBundle): MimeBundle {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => [
      type,
      typeof value === "string" && (type.startsWith("text/") || type === "image/svg+xml") ? lines(value) : value,
    ]),
  );
}
