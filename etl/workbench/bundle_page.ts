import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "../warehouse/definitions.ts";

/**
 * Bundles the page's script with all it imports into one file, by `deno bundle` in a process of its own: nothing of the
 * page is loaded by the command line.
 *
 * @throws {Error} with what the bundler said
 */
export async function bundlePage(target: string): Promise<void> {
  const entry = fileURLToPath(new URL("./page/main.ts", import.meta.url));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--minify", "--output", resolve(target), entry],
    cwd: PROJECT,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Cannot bundle the workbench: ${new TextDecoder().decode(stderr).trim()}`);
}
