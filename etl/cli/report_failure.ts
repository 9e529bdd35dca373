/** Time limit of the command in milliseconds. */
const TIMEOUT = 60_000;

/** Time limit in milliseconds for background processes of the command that still hold its stderr. */
const LINGER = 1000;

/** The number of characters of its stderr that are printed. */
const PRINTED = 64_000;

/**
 * Runs the user's command that reports a failed run, for example by mail or webhook.
 *
 * The command reads the message on its stdin. It sees only `PATH` and the given variables of the environment, so that no
 * secret of the scheduler reaches it. (On Windows it also sees `SYSTEMROOT`.) Its stderr is printed as narration. Its
 * stdout is discarded.
 *
 * @param command A command line for the system's shell
 * @param message It must have no Amber or Red values
 * @param variables Their names begin with `ANNEXA_`
 * @returns Null when it succeeded, else the problem in one line
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
  const inherited = isWindows ? ["PATH", "SYSTEMROOT"] : ["PATH"];
  const environment = inherited.flatMap((name) => {
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
    signal: AbortSignal.timeout(TIMEOUT),
  }).spawn();
  const writer = child.stdin.getWriter();
  // The write fails when the command closes its stdin without reading it.
  await writer.write(new TextEncoder().encode(`${message}\n`)).then(() => writer.close()).catch(() => {});
  const complaint = readUntilEnd(child.stderr, child.status);
  const { code, signal } = await child.status;
  for (const line of (await complaint).split("\n")) if (line !== "") console.error(line);
  if (code === 0) return null;
  return signal === null ? `it ended with exit code ${code}` : `it was ended after ${TIMEOUT / 1000} seconds`;
}

async function readUntilEnd(stream: ReadableStream<Uint8Array<ArrayBuffer>>, ended: Promise<unknown>): Promise<string> {
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
