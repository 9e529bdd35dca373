/**
 * A shell script that replaces itself with the given program, and kills the program when this process dies.
 *
 * A background child of the shell waits for the end of the input pipe, which comes when this process dies. It then kills
 * the program. A line in the pipe instead means that the program has ended by itself. The script copies the pipe to
 * descriptor 3, because a shell gives a background command an empty input. The program's own input is empty, too.
 */
const KILL_WITH_PARENT = 'exec 3<&0; (read -r _ <&3 || kill -9 $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

/**
 * Starts a program that ends when this process ends, even when SIGKILL ends this process.
 *
 * The process id is that of the program itself. Windows has no such shell, so there the program starts without this guard.
 *
 * @param program The path of the program
 * @param options The options of `Deno.Command` without `stdin`
 * @returns The running process; call `release` when it has ended
 *
 * @example
 * ```ts
 * import { spawnChild } from "./child_process.ts";
 * import { strictEqual } from "node:assert/strict";
 * const { child, release } = spawnChild(Deno.execPath(), { args: ["eval", "Deno.exit(7)"], stdout: "null" });
 * strictEqual((await child.status).code, 7);
 * await release();
 * ```
 */
export function spawnChild(
  program: string,
  { args = [], ...options }: Omit<Deno.CommandOptions, "stdin">,
): { readonly child: Deno.ChildProcess; release(): Promise<void> } {
  if (Deno.build.os === "windows") {
    return { child: new Deno.Command(program, { ...options, args, stdin: "null" }).spawn(), release: async () => {} };
  }
  const child = new Deno.Command("/bin/sh", {
    ...options,
    args: ["-c", KILL_WITH_PARENT, "sh", program, ...args],
    stdin: "piped",
  }).spawn();
  const release = async () => {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode("ended\n")).then(() => writer.close()).catch(() => {});
  };
  return { child, release };
}
