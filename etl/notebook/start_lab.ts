import { join } from "node:path";
import { EXIT, UserError } from "../user_error.ts";
import { PROJECT } from "../warehouse/definitions.ts";

/** The editors of notebooks, the better first. */
const EDITORS = ["jupyter-lab", "jupyter-notebook"] as const;

/**
 * Opens the project's notebooks in JupyterLab, or Jupyter Notebook where that is not on the machine, and waits for its
 * end. It listens on this machine only. The Deno kernel is installed for this user where Jupyter does not know it yet.
 *
 * @param env What the notebooks are asked for: `ANNEXA_AUDIENCE` and the like
 * @returns The editor's exit code
 * @throws {UserError} exit 1, when neither is on the machine, with how to get them; or when the kernel cannot be installed
 *
 * @example
 * ```ts ignore
 * await startLab({ ANNEXA_AUDIENCE: "white" });
 * ```
 */
export async function startLab(env: Readonly<Record<string, string>>): Promise<number> {
  const names = await kernelNames();
  if (names !== null && !names.includes("deno")) await installKernel();
  for (const editor of EDITORS) {
    // The notebooks' folder is its root, so that it shows and serves nothing else.
    const options = { args: ["--ip=127.0.0.1"], cwd: join(PROJECT, "notebooks"), env };
    const code = await run(editor, options);
    if (code !== null) return code;
  }
  throw new UserError(EXIT.failed, HOW_TO_GET_ONE);
}

const HOW_TO_GET_ONE = `Cannot open the notebooks as neither ${EDITORS.join(" nor ")} is on this machine: ` +
  `install one, such as JupyterLab with \`pipx install jupyterlab\` or \`python3 -m pip install --user jupyterlab\`, see ` +
  `that \`jupyter-lab --version\` answers, and run \`deno task lab\` again, which adds the Deno kernel; or open the folder ` +
  `notebooks in Visual Studio Code with its Jupyter extension after \`deno jupyter --install\`; ` +
  `\`deno task notebook\` runs notebooks without any of it`;

/** Runs a program in this terminal to its end; null when there is no such program. */
async function run(program: string, options: Deno.CommandOptions): Promise<number | null> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(program, options).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  // Ctrl-C reaches the editor too, which asks whether it shall end: its answer decides.
  const stay = () => {};
  Deno.addSignalListener("SIGINT", stay);
  try {
    return (await child.status).code;
  } finally {
    Deno.removeSignalListener("SIGINT", stay);
  }
}

/** The kernels Jupyter knows on this machine; null when there is no Jupyter to ask. */
async function kernelNames(): Promise<string[] | null> {
  try {
    const { success, stdout } = await new Deno.Command("jupyter-kernelspec", {
      args: ["list", "--json"],
      stderr: "null",
    })
      .output();
    return success ? Object.keys(JSON.parse(new TextDecoder().decode(stdout)).kernelspecs) : [];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function installKernel(): Promise<void> {
  const { success, stderr } = await new Deno.Command("deno", { args: ["jupyter", "--install"] }).output();
  if (success) {
    console.error("Installed the Deno kernel for this user");
    return;
  }
  const said = new TextDecoder().decode(stderr).trim();
  throw new UserError(EXIT.failed, `Cannot install the Deno kernel with \`deno jupyter --install\`: ${said}`);
}
