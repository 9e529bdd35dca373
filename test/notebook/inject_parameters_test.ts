import { deepStrictEqual, throws } from "node:assert/strict";
import { injectParameters } from "../../etl/notebook/inject_parameters.ts";
import type { NotebookCell } from "../../etl/notebook/notebook_file.ts";

const cell = (id: string, source: string, ...tags: string[]): NotebookCell => ({
  id,
  kind: "code",
  source,
  tags,
  metadata: { tags },
});
const notebook = (...cells: NotebookCell[]) => ({ name: "n.ipynb", cells, metadata: {} });

Deno.test("injectParameters() replaces what an earlier run injected", () => {
  const run = notebook(
    cell("a", "// The month.\nlet month = 1;", "parameters"),
    cell("b", "let month = 2;", "injected-parameters"),
    cell("c", "month"),
  );
  const { cells } = injectParameters(run, { month: 3 });
  deepStrictEqual(cells.map(({ source }) => source), ["// The month.\nlet month = 1;", "let month = 3;", "month"]);
  deepStrictEqual(injectParameters(run, {}).cells.map(({ id }) => id), ["a", "c"]);
});

Deno.test("injectParameters() writes text that ends nothing but its own value", () => {
  const hostile = '"; Deno.exit(9); //\u2028\n${1}`';
  const { cells } = injectParameters(notebook(cell("a", "const name = null;", "parameters")), { name: hostile });
  deepStrictEqual(new Function(`${cells[1]!.source} return name;`)(), hostile);
});

Deno.test("injectParameters() refuses parameters of a notebook that declares none", () => {
  throws(() => injectParameters(notebook(cell("a", "1")), { month: "2019-07", limit: 2 }), {
    exitCode: 2,
    message:
      'Cannot run "n.ipynb" with the parameter "month", "limit"; it has none: tag a cell with its defaults `parameters`',
  });
});
