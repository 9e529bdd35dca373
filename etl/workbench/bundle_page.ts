import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { spawnChild } from "../files/child_process.ts";
import { PROJECT } from "../warehouse/definitions.ts";
import { onExit } from "../files/on_exit.ts";

/**
 * Bundles the page's script with all it imports, by `deno bundle` in a process of its own: nothing of the page is loaded
 * by the command line. What the first page has no use for, the editor and the charts, are files of their own that the
 * page asks for when it needs them.
 *
 * @param folder Gets `workbench.js`, and the files it asks for under names made from their content
 * @throws {Error} with what the bundler said
 */
export async function bundlePage(folder: string): Promise<void> {
  const entry = fileURLToPath(new URL("./page/workbench.ts", import.meta.url));
  // On a leash: one that outlives this process would make the folder anew.
  const { child, release } = spawnChild(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--platform", "browser", "--minify"],
      ...["--code-splitting", "--outdir", resolve(folder), entry],
    ],
    cwd: PROJECT,
    stdout: "null",
    stderr: "piped",
  });
  using _ending = onExit(() => child.kill("SIGKILL"));
  const { success, stderr } = await child.output();
  await release();
  if (!success) throw new Error(`Cannot bundle the workbench: ${new TextDecoder().decode(stderr).trim()}`);
}
