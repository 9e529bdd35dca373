import type { KernelOutput } from "./kernel_output.ts";
import type { MimeBundle, Output } from "./notebook_file.ts";
import { lines } from "./text_lines.ts";

/** Tells which outputs are which cell's, from a kernel that runs one cell after the other. */
export interface OutputSegments {
  add(output: KernelOutput): void;
  /** Resolves when all the outputs of so many cells have come. */
  complete(cells: number): Promise<void>;
  /**
   * The outputs of a cell: printed text first, then what was displayed, each in its own order. Their order among each
   * other can be a matter of luck, as with a timer, and outputs must be the same every time.
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

/** What one cell caused. */
interface Segment {
  readonly texts: Record<"stdout" | "stderr", string[]>;
  readonly displays: Display[];
  failure: Failure | null;
}

/**
 * Cuts the outputs of a kernel into cells at a mark that stands after each cell's last output.
 *
 * @param mark The text of that output, which no other holds
 *
 * @example
 * ```ts
 * import { outputSegments } from "./output_segments.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const segments = outputSegments("=END=");
 * const end = { type: "mark", content: { mark: "=END=" } };
 * segments.add({ type: "stream", content: { name: "stdout", text: "a\nb" } });
 * segments.add({ type: "stream", content: { name: "stdout", text: "c\n" } });
 * segments.add(end);
 * deepStrictEqual(segments.outputs(0), [{ output_type: "stream", name: "stdout", text: ["a\n", "bc\n"] }]);
 * ```
 */
export function outputSegments(mark: string): OutputSegments {
  const begin = (): Segment => ({ texts: { stdout: [], stderr: [] }, displays: [], failure: null });
  const segments = [begin()];
  const waiting: { readonly cells: number; readonly resolve: () => void }[] = [];
  const isComplete = (cells: number) => segments.length > cells;

  return {
    add({ type, content }) {
      const { texts, displays } = segments.at(-1)!;
      if (type === "stream") texts[content.name as "stdout" | "stderr"].push(String(content.text));
      else if (type === "display_data" || type === "execute_result") {
        displays.push({ type, data: content.data as MimeBundle, metadata: content.metadata as Display["metadata"] });
      } else if (type === "error") {
        segments.at(-1)!.failure ??= { name: String(content.ename), value: String(content.evalue) };
      } else if (type === "mark" && content.mark === mark) {
        segments.push(begin());
        for (const { cells, resolve } of waiting) if (isComplete(cells)) resolve();
      }
    },
    complete(cells) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (isComplete(cells)) resolve();
      else waiting.push({ cells, resolve });
      return promise;
    },
    outputs(cell) {
      const { texts, displays } = segments[cell] ?? begin();
      const streams = (["stdout", "stderr"] as const).filter((name) => texts[name].length > 0)
        .map((name): Output => ({ output_type: "stream", name, text: lines(texts[name].join("")) }));
      const shown = displays.map(({ type, data, metadata }): Output =>
        type === "execute_result"
          ? { output_type: type, execution_count: cell + 1, data: inLines(data), metadata }
          : { output_type: type, data: inLines(data), metadata }
      );
      return [...streams, ...shown];
    },
    failure: (cell) => segments[cell]?.failure ?? null,
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
