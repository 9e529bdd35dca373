import { join } from "node:path";
import { runNotebook } from "../../etl/notebook/run_notebook.ts";
import { FIXTURES } from "./fixture.ts";

// A process of its own for tests that end it: `run_fixture.ts NAME OUT`.
const [name, outPath] = Deno.args as [string, string];
await runNotebook({ path: join(FIXTURES, `${name}.ipynb`), parameters: {}, env: {}, outPath, cellTimeoutMs: 60_000 });
