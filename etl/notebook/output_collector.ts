import type { JupyterMessage } from "./jupyter_wire.ts";
import type { MimeBundle, Output } from "./notebook_file.ts";
import { lines } from "./text_lines.ts";

/** Gathers what one cell printed, displayed and failed with. */
export interface OutputCollector {
  add(message: JupyterMessage): void;
  /**
   * Printed text first, then what was displayed, each in its own order. Text and displays reach the kernel's reader on
   * different ways, so that their order among each other is a matter of luck, and outputs must be the same every time.
   *
   * @param count The cell's execution count
   */
  outputs(count: number): Output[];
  /** The first error the cell reported without ending with it: of a timer, a promise, or the display of its result. */
  readonly failure: { readonly name: string; readonly value: string } | null;
}

/**
 * A collector for one cell's messages.
 *
 * @example
 * ```ts
 * import { outputCollector } from "./output_collector.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const collector = outputCollector();
 * collector.add({ type: "stream", parent: null, content: { name: "stdout", text: "a" } });
 * collector.add({ type: "stream", parent: null, content: { name: "stdout", text: "b\nc" } });
 * deepStrictEqual(collector.outputs(1), [{ output_type: "stream", name: "stdout", text: ["ab\n", "c"] }]);
 * ```
 */
export function outputCollector(): OutputCollector {
  const printed = { stdout: "", stderr: "" };
  const displayed: { type: "display_data" | "execute_result"; data: MimeBundle; metadata: Record<string, unknown> }[] =
    [];
  let failure: OutputCollector["failure"] = null;
  return {
    add({ type, content }) {
      if (type === "stream") {
        printed[content.name as "stdout" | "stderr"] += content.text;
      } else if (type === "display_data" || type === "execute_result") {
        displayed.push({
          type,
          data: content.data as MimeBundle,
          metadata: content.metadata as Record<string, unknown>,
        });
      } else if (type === "error") {
        failure ??= { name: String(content.ename), value: String(content.evalue) };
      }
    },
    outputs(count) {
      const streams = (["stdout", "stderr"] as const).filter((name) => printed[name] !== "")
        .map((name): Output => ({ output_type: "stream", name, text: lines(printed[name]) }));
      const displays = displayed.map(({ type, data, metadata }): Output =>
        type === "execute_result"
          ? { output_type: type, execution_count: count, data: inLines(data), metadata }
          : { output_type: type, data: inLines(data), metadata }
      );
      return [...streams, ...displays];
    },
    get failure() {
      return failure;
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
