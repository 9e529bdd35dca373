/** How long the command may take, in milliseconds. */
const PATIENCE = 60_000;

/** How long what it left running in the background may hold its stderr, in milliseconds, and how much of it is printed. */
const LINGER = 1000;
const PRINTED = 64_000;

/**
 * Runs a user's command about a failed run: a mail, a webhook. The message is on its stdin; of the environment it sees
 * `PATH` and the given variables alone, so that no secret of the scheduler's leaks into it. What it says on stderr is
 * printed as narration, a line of the log as any other; its stdout goes nowhere.
 *
 * @param command For the system's shell
 * @param message Without Amber or Red values
 * @param variables Their names begin with `ANNEXA_`
 * @returns Null when it ended well, else what went wrong, in a line
 *
 * @example
 * ```ts
 * import { reportFailure } from "./report_failure.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await reportFailure("exit 3", "The run failed", {}), "it ended with exit code 3");
 * ```
 */
export async function reportFailure(
  command: string,
  message: string,
  variables: Readonly<Record<string, string>>,
): Promise<string | null> {
  const isWindows = Deno.build.os === "windows";
  const kept = isWindows ? ["PATH", "SYSTEMROOT"] : ["PATH"];
  const environment = kept.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const child = new Deno.Command(isWindows ? "cmd" : "/bin/sh", {
    args: [isWindows ? "/c" : "-c", command],
    clearEnv: true,
    env: { ...Object.fromEntries(environment), ...variables },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(PATIENCE),
  }).spawn();
  const writer = child.stdin.getWriter();
  // A command that does not read its stdin has closed it.
  await writer.write(new TextEncoder().encode(`${message}\n`)).then(() => writer.close()).catch(() => {});
  const complaint = readWhile(child.stderr, child.status);
  const { code, signal } = await child.status;
  for (const line of (await complaint).split("\n")) if (line !== "") console.error(line);
  if (code === 0) return null;
  return signal === null ? `it ended with exit code ${code}` : `it was ended after ${PATIENCE / 1000} seconds`;
}

async function readWhile(stream: ReadableStream<Uint8Array<ArrayBuffer>>, ended: Promise<unknown>): Promise<string> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  ended.then(() => timer = setTimeout(() => reader.cancel(), LINGER));
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (text.length < PRINTED) text += part.value;
  }
  clearTimeout(timer);
  return text.slice(0, PRINTED);
}
