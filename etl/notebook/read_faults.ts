import { basename, dirname } from "node:path";
import type { Classification } from "../base/classification.ts";
import { UserError } from "../base/user_error.ts";
import { forbiddenCode } from "./forbidden_code.ts";
import { foreignImports } from "./foreign_imports.ts";
import { declaredNames } from "./inject_parameters.ts";
import type { NotebookCell } from "./notebook_file.ts";
import { readNotebook } from "./read_notebook.ts";

/** Something a notebook should not be committed with. */
export interface NotebookFault {
  /** The file's name. */
  readonly notebook: string;
  /** Counted from 1; null when it is of the whole notebook. */
  readonly cell: number | null;
  readonly rule: "format" | "parameters" | "output" | "order" | "function" | "import" | "reach" | "failing" | "stale";
  /** What is wrong and how to mend it, without a final period. */
  readonly message: string;
}

/** A name that gets a function or a class; a function handed to another, such as a filter's, has none. */
const FUNCTION =
  /^\s*(?:export\s+)?(?:(?:async\s+)?function\b|class\s+\w|(?:const|let|var)\s+[\w$]+\s*(?::[^=\n]+)?=\s*(?:async\b\s*)?(?:function\b|\([^()]*\)\s*(?::[^=\n]+)?=>|[\w$]+\s*=>))/m;

/**
 * The faults of a notebook, found without running it: a wrong format, an impossible month, saved outputs, cells run in
 * another order, functions, and modules other than the notebook API.
 *
 * For an audience below Red also all that {@linkcode forbiddenCode} finds, under the rules `import` and `reach`: such a
 * notebook is refused when it is run.
 *
 * @param path The notebook file
 * @throws {UserError} exit 2, when there is no such file
 *
 * @example
 * ```ts
 * import { readFaults } from "./read_faults.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * deepStrictEqual(await readFaults("notebooks/03_annex_a.ipynb"), []);
 * ```
 */
export async function readFaults(path: string, audience: Classification = "red"): Promise<NotebookFault[]> {
  const name = basename(path);
  let cells: readonly NotebookCell[];
  try {
    ({ cells } = await readNotebook(path));
  } catch (error) {
    if (!(error instanceof UserError) || error.message.includes("no such file")) throw error;
    return error.message.split("\n").map((message) => ({ notebook: name, cell: null, rule: "format", message }));
  }
  const raw = JSON.parse(await Deno.readTextFile(path)).cells as RawCell[];
  const fault = (rule: NotebookFault["rule"], cell: number | null, message: string) => ({
    notebook: name,
    cell,
    rule,
    message: `${name}${cell === null ? "" : `, cell ${cell}`} ${message}`,
  });
  const codes = cells.flatMap((cell, index) => cell.kind === "code" ? [{ ...cell, number: index + 1 }] : []);
  const first = codes[0];
  const isGiven = first?.tags.includes("parameters") && declaredNames(first.source).includes("month");
  const forbidden = audience === "red" ? [] : await forbiddenCode(cells, dirname(path));
  const counts = raw.map(({ execution_count: count }) => count).filter((count) => typeof count === "number");
  return [
    ...isGiven ? [] : [
      fault("parameters", first?.number ?? null, "must declare month first: tag its first code cell `parameters`"),
    ],
    ...counts.every((count, index) => index === 0 || count > counts[index - 1]!) ? [] : [
      fault("order", null, "was last run in another order than its cells stand: restart the kernel and run all"),
    ],
    ...cells.flatMap(({ kind, source }, index) => {
      const { outputs = [], execution_count: count = null } = raw[index]!;
      const number = index + 1;
      return [
        ...outputs.length === 0 && count === null ? [] : [
          fault("output", number, "carries what an earlier run gave: clear all outputs before committing"),
        ],
        ...kind === "code" && FUNCTION.test(source)
          ? [fault("function", number, "defines a function: put it into a query, or into etl/notebook with a test")]
          : [],
        ...kind === "code" && audience === "red"
          ? foreignImports(source, dirname(path)).map((from) =>
            fault("import", number, `imports "${from}": a notebook imports ../etl/notebook/notebook_api.ts alone`)
          )
          : [],
        ...forbidden.filter(({ cell }) => cell === number).map(({ what, from, isSyntax }) =>
          fault(isSyntax ? "failing" : from === undefined ? "reach" : "import", number, what)
        ),
      ];
    }),
  ];
}

interface RawCell {
  readonly outputs?: readonly unknown[];
  readonly execution_count?: number | null;
}
