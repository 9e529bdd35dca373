/**
 * A shell that becomes the program it is given, while a child of its own waits for the end of its input: that comes when
 * the process that holds the other end dies, however it dies. The program's input is empty, and a line sent means that it
 * has ended by itself. A shell gives what it runs in the background no input of its own, hence the third descriptor.
 */
const LEASH = 'exec 3<&0; (read -r _ <&3 || kill -9 $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

/**
 * A command whose program ends when this process does, also when this one is killed before it could say a word to it.
 * Its process is the program's own. On Windows, which has no such shell, it is the plain command.
 *
 * @param program Its path
 * @param options As those of `Deno.Command`, without `stdin`
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
    args: ["-c", LEASH, "sh", program, ...args],
    stdin: "piped",
  }).spawn();
  const release = async () => {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode("ended\n")).then(() => writer.close()).catch(() => {});
  };
  return { child, release };
}
