import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT, UserError } from "../base/user_error.ts";
import { PROJECT } from "../warehouse/definitions.ts";

/** The editors of notebooks, the better first. */
const EDITORS = ["jupyter-lab", "jupyter-notebook"] as const;

/** Where Jupyter finds the Deno kernel: with the project, so that nothing is installed for it. */
const KERNELS = fileURLToPath(new URL("./jupyter", import.meta.url));

/**
 * Opens the project's notebooks in JupyterLab, or Jupyter Notebook where that is not on the machine, with the Deno kernel,
 * and waits for its end. It listens on this machine only. The kernel is the Deno that runs this.
 *
 * @param env What the notebooks are asked for: `ANNEXA_AUDIENCE` and the like
 * @returns The editor's exit code
 * @throws {UserError} exit 1, when neither is on the machine, with how to get them
 *
 * @example
 * ```ts ignore
 * await startLab({ ANNEXA_AUDIENCE: "white" });
 * ```
 */
export async function startLab(env: Readonly<Record<string, string>>): Promise<number> {
  const options = {
    args: ["--ip=127.0.0.1"],
    // The notebooks' folder is its root, so that it shows and serves nothing else.
    cwd: join(PROJECT, "notebooks"),
    env: {
      ...env,
      JUPYTER_PATH: before("JUPYTER_PATH", KERNELS),
      PATH: before("PATH", dirname(Deno.execPath())),
    },
  };
  for (const editor of EDITORS) {
    const code = await run(editor, options);
    if (code !== null) return code;
  }
  throw new UserError(EXIT.failed, HOW_TO_GET_ONE);
}

const HOW_TO_GET_ONE = `Cannot open the notebooks because neither ${EDITORS.join(" nor ")} is on this machine: ` +
  `install one, such as JupyterLab with \`pipx install jupyterlab\` or \`python3 -m pip install --user jupyterlab\`, see ` +
  `that \`jupyter-lab --version\` answers, and run \`deno task lab\` again, which brings the Deno kernel; or open the ` +
  `folder notebooks in Visual Studio Code with its Jupyter extension after \`deno jupyter --install\`; ` +
  `\`deno task notebook\` runs notebooks without any of it`;

/** A list of folders of the environment with one before it. */
function before(name: string, folder: string): string {
  const folders = Deno.env.get(name);
  return folders === undefined || folders === "" ? folder : `${folder}${delimiter}${folders}`;
}

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
