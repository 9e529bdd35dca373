import { fileURLToPath } from "node:url";
import { runNotebook } from "../../etl/notebook/run_notebook.ts";

// A process of its own for tests that end it: `run_fixture.ts NAME OUT`.
const [name, outPath] = Deno.args as [string, string];
const path = fileURLToPath(new URL(`./fixtures/${name}.ipynb`, import.meta.url));
await runNotebook({
  path,
  parameters: {},
  env: { PID_FILE: Deno.env.get("PID_FILE")! },
  outPath,
  cellTimeoutMs: 60_000,
});
