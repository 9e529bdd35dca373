import { fileURLToPath } from "node:url";

/** The project's folder. */
export const PROJECT: string = fileURLToPath(new URL("../../", import.meta.url));

/** How a verb ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a verb as a user does: `deno task VERB …`, in a process of its own. */
export async function annexa(...args: string[]): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "-q", ...args],
    cwd: PROJECT,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}
