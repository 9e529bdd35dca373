import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { spawnChild } from "../files/child_process.ts";
import { removeIfThere } from "../files/remove_if_there.ts";
import { EXIT, UserError } from "../base/user_error.ts";
import { onExit } from "../files/on_exit.ts";
import { jupyterWire } from "./jupyter_wire.ts";
import { kernelEnvironment } from "./kernel_environment.ts";
import type { KernelOutput } from "./kernel_output.ts";
import { KERNEL_PREAMBLE } from "./kernel_preamble.ts";
import { outputChannel } from "./output_channel.ts";
import type { Failure } from "./output_segments.ts";
import { connectZmtp, type ZmtpSocket } from "./zmtp_socket.ts";

/** What became of a piece of code: `failure` is null when it ran to its end. */
export interface Execution {
  readonly failure: Failure | null;
}

/** How to start a kernel. */
export interface KernelOptions {
  /** What relative imports start from. */
  readonly cwd: string;
  /** Its environment, beside the few variables Deno needs: see {@linkcode kernelEnvironment}. */
  readonly env: Readonly<Record<string, string>>;
  /** Code that runs before the first cell, after the kernel's own preamble. */
  readonly prelude?: string;
  /** Gets every output, in order. */
  readonly listen: (output: KernelOutput) => void;
}

/** A Deno kernel of one's own. Stop it, or declare it with `await using`. */
export interface Kernel extends AsyncDisposable {
  /**
   * Runs code and waits for its end; its outputs may come later.
   *
   * @throws {KernelDied} If the kernel's process ended
   */
  execute(code: string): Promise<Execution>;
  /** Rejects with {@linkcode KernelDied} when the kernel's process ends. */
  readonly ended: Promise<never>;
  /** Ends the process at once and removes what it left. */
  stop(): Promise<void>;
}

/** The kernel's process ended by itself: code called `Deno.exit`, memory ran out, or somebody killed it. */
export class KernelDied extends Error {
  override name = "KernelDied";
}

const START_MS = 30_000;

/**
 * Starts the Jupyter kernel of the running Deno on this machine only: random ports of 127.0.0.1, a random key in a
 * connection file only this user can read, which is removed as soon as the kernel has read it.
 *
 * Uncaught errors and rejections of code, which the kernel would swallow, arrive as messages of type `error`. The kernel
 * ends when this process does, even when this process is killed.
 *
 * @throws {UserError} exit 1, if no kernel answers, with what it printed
 *
 * @example
 * ```ts ignore
 * const listen = ({ type }: KernelOutput) => console.log(type);
 * await using kernel = await startKernel({ cwd: "notebooks", env: {}, listen });
 * const { failure } = await kernel.execute("1 + 1");
 * ```
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  // Between choosing a free port and the kernel's listening on it, another program can take it: then others are tried.
  for (let attempt = 1;; attempt++) {
    try {
      return await tryToStart(options);
    } catch (error) {
      if (!(error instanceof KernelDied)) throw error;
      if (attempt === 3) throw new UserError(EXIT.failed, `Cannot start a Deno kernel: ${error.message}`);
    }
  }
}

async function tryToStart({ cwd, env, prelude, listen }: KernelOptions): Promise<Kernel> {
  const folder = Deno.makeTempDirSync({ prefix: "annexa-kernel-" });
  const removeFolder = () => removeIfThere(folder);
  using _folder = onExit(removeFolder);
  const [file, key, ports] = [join(folder, "connection.json"), randomUUID(), freePorts()];
  const connection = { ...ports, ip: "127.0.0.1", transport: "tcp", key, signature_scheme: "hmac-sha256" };
  const secret = randomUUID();
  const channel = outputChannel(secret, listen);
  let leashed: ReturnType<typeof spawnChild>;
  try {
    await Deno.writeTextFile(file, JSON.stringify({ ...connection, kernel_name: "deno" }), { mode: 0o600 });
    // Its preamble has it look for its parent; until that runs, only a leash ends it.
    leashed = spawnChild(Deno.execPath(), {
      args: ["jupyter", "--kernel", "--conn", file],
      cwd,
      clearEnv: true,
      // Outputs must not depend on the user's terminal, language or time zone.
      env: kernelEnvironment({
        ...env,
        NO_COLOR: "1",
        LC_ALL: "en_GB.UTF-8",
        TZ: "UTC",
        DENO_NO_UPDATE_CHECK: "1",
        ANNEXA_OUTPUTS: `${channel.port} ${secret}`,
      }),
      stdout: "null",
      stderr: "piped",
    });
  } catch (error) {
    channel[Symbol.dispose]();
    removeFolder();
    throw error;
  }
  const { child, release } = leashed;
  const ending = onExit(() => kill(child));
  const silence = new AbortController();
  const complaints = lastWords(child.stderr, silence.signal);
  let shell: ZmtpSocket | undefined;
  const ended = Promise.withResolvers<never>();
  // Whoever waits for the kernel hears of its end; nobody has to.
  ended.promise.catch(() => {});
  channel.broken.catch(ended.reject);
  const gone = child.status.then(async ({ code }) => {
    await release();
    // A process that a cell started may keep stderr open for ever.
    const timer = setTimeout(() => silence.abort(), 100);
    const said = (await complaints).trim();
    clearTimeout(timer);
    ended.reject(new KernelDied(`the kernel ended (exit ${code})${said === "" ? "" : `: ${said}`}`));
  });
  const halt = new AbortController();
  const stop = async () => {
    halt.abort();
    kill(child);
    shell?.close();
    channel[Symbol.dispose]();
    await gone;
    ending[Symbol.dispose]();
  };
  try {
    const deadline = AbortSignal.any([AbortSignal.timeout(START_MS), halt.signal]);
    shell = await Promise.race([connectWhenUp(ports.shell_port, deadline), ended.promise]);
    const kernel = converse({ shell, key, ended, stop });
    await kernel.execute(KERNEL_PREAMBLE);
    const { failure } = prelude === undefined ? { failure: null } : await kernel.execute(prelude);
    if (failure !== null) {
      throw new UserError(EXIT.failed, `Cannot prepare a Deno kernel: ${failure.name}: ${failure.value}`);
    }
    return kernel;
  } catch (error) {
    await stop();
    throw error;
  } finally {
    removeFolder();
  }
}

/** The dialogue: requests go out one at a time on `shell`. */
function converse({ shell, key, ended, stop }: {
  readonly shell: ZmtpSocket;
  readonly key: string;
  readonly ended: PromiseWithResolvers<never>;
  readonly stop: () => Promise<void>;
}): Kernel {
  const wire = jupyterWire(key);
  const replies = shell.messages();

  const request = async (content: Record<string, unknown>) => {
    const { id, frames } = wire.pack("execute_request", content);
    await shell.send(frames);
    while (true) {
      const { value, done } = await Promise.race([replies.next(), ended.promise]);
      // A closed socket means a dead process, which says so itself.
      if (done) return await ended.promise;
      const reply = unpack(value);
      if (reply.parent === id) return reply.content;
    }
  };

  const unpack = (frames: readonly Uint8Array[]) => {
    try {
      return wire.unpack(frames);
    } catch (error) {
      // Another kernel has taken the port; the one that was to have it is about to end for that.
      throw new KernelDied((error as Error).message);
    }
  };

  return {
    async execute(code: string): Promise<Execution> {
      const content = await request({
        code,
        silent: false,
        store_history: false,
        user_expressions: {},
        allow_stdin: false,
        stop_on_error: true,
      });
      if (content.status === "ok") return { failure: null };
      return { failure: { name: String(content.ename), value: String(content.evalue) } };
    },
    ended: ended.promise,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function connectWhenUp(port: number, deadline: AbortSignal): Promise<ZmtpSocket> {
  while (!deadline.aborted) {
    try {
      return await connectZmtp(port);
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      await pause(5);
    }
  }
  throw new UserError(EXIT.failed, `Cannot start a Deno kernel: it does not listen in ${START_MS / 1000} s`);
}

function freePorts() {
  const names = ["shell_port", "iopub_port", "control_port", "stdin_port", "hb_port"] as const;
  const listeners = names.map((name) => [name, Deno.listen({ hostname: "127.0.0.1", port: 0 })] as const);
  for (const [, listener] of listeners) listener.close();
  return Object.fromEntries(listeners.map(([name, listener]) => [name, listener.addr.port])) as Record<
    typeof names[number],
    number
  >;
}

/** The end of what the kernel printed about itself: why it would not start, or panicked. */
async function lastWords(stderr: ReadableStream<Uint8Array<ArrayBuffer>>, silence: AbortSignal): Promise<string> {
  let words = "";
  try {
    for await (const text of stderr.pipeThrough(new TextDecoderStream(), { signal: silence })) {
      words = (words + text).slice(-2000);
    }
  } catch (error) {
    if (!silence.aborted) throw error;
  }
  return words.replace(/^.*"deno jupyter" is unstable.*\n?/m, "");
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    // It ended by itself.
    if (!(error instanceof TypeError)) throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
