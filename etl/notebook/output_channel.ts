import type { KernelOutput } from "./kernel_output.ts";

/** Where a kernel's outputs arrive. */
export interface OutputChannel extends Disposable {
  /** On 127.0.0.1; a kernel calls it, says the secret as its first line and then one JSON array a line. */
  readonly port: number;
  /** Rejects when an output cannot be read; never resolves. */
  readonly broken: Promise<never>;
}

/**
 * Listens for what one kernel prints and displays: each output whole, in order, and the kernel waits when the reader is
 * slow. The kernel's own `iopub` socket promises nothing of this: a large message is torn by the next, and a message the
 * reader is not ready for is dropped (zeromq/zmq.rs#237); of 100,000 printed lines 30,172 arrived.
 *
 * @param secret What the kernel must say first: any program of this machine can call
 * @param listen Gets each output as it comes
 *
 * @example
 * ```ts ignore
 * using channel = outputChannel("secret", ({ type, content }) => console.log(type, content));
 * const kernel = await Deno.connect({ hostname: "127.0.0.1", port: channel.port });
 * await kernel.write(new TextEncoder().encode('secret\n["stream",{"name":"stdout","text":"hello"}]\n'));
 * ```
 */
export function outputChannel(secret: string, listen: (output: KernelOutput) => void): OutputChannel {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  const broken = Promise.withResolvers<never>();
  // Whoever waits for the kernel hears of it; nobody has to.
  broken.promise.catch(() => {});

  const hear = async (connection: Deno.TcpConn) => {
    open.add(connection);
    let isKernel = false;
    try {
      for await (const line of lines(connection)) {
        if (!isKernel && line !== secret) return;
        if (isKernel) listen(output(line));
        isKernel = true;
      }
    } finally {
      open.delete(connection);
      close(connection);
    }
  };
  const accept = async () => {
    for await (const connection of listener) hear(connection).catch(broken.reject);
  };
  accept().catch(broken.reject);

  return {
    port: listener.addr.port,
    broken: broken.promise,
    [Symbol.dispose]() {
      close(listener);
      for (const connection of open) close(connection);
    },
  };
}

function output(line: string): KernelOutput {
  const [type, content] = JSON.parse(line);
  return { type, content };
}

/** Whole lines of what a connection delivers in pieces; a last line that was cut off is not one. */
async function* lines(connection: Deno.TcpConn): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(1 << 18);
  let begun: string[] = [];
  for (let size = await readSome(connection, buffer); size !== null; size = await readSome(connection, buffer)) {
    const pieces = decoder.decode(buffer.subarray(0, size), { stream: true }).split("\n");
    for (const piece of pieces.slice(0, -1)) {
      yield begun.join("") + piece;
      begun = [];
    }
    begun.push(pieces.at(-1)!);
  }
}

/** Null when either side has closed: a kernel that dies says so by its end. */
async function readSome(connection: Deno.TcpConn, into: Uint8Array): Promise<number | null> {
  try {
    return await connection.read(into);
  } catch (error) {
    const { BadResource, ConnectionReset, Interrupted } = Deno.errors;
    if (error instanceof BadResource || error instanceof ConnectionReset || error instanceof Interrupted) return null;
    throw error;
  }
}

function close(resource: { close(): void }): void {
  try {
    resource.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
