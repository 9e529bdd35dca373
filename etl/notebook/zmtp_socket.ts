/** A ZeroMQ socket of the client's side: whole messages in and out, each a list of frames. */
export interface ZmtpSocket {
  /** Sends one message. */
  send(frames: readonly Uint8Array[]): Promise<void>;
  /** The messages of the peer in order, until either side closes. */
  messages(): AsyncGenerator<Uint8Array[]>;
  close(): void;
}

const TYPE = "DEALER";
const MORE = 1;
const LONG = 2;
const COMMAND = 4;
/** Signature, version 3.0, mechanism NULL, client. */
const GREETING = new Uint8Array(64);
GREETING.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, 0x4e, 0x55, 0x4c, 0x4c]);

/**
 * Connects to a ZeroMQ peer on this machine by the ZMTP 3.0 protocol (ZeroMQ RFC 23, mechanism NULL), as a `DEALER`
 * that asks a `ROUTER`.
 *
 * The package `zeromq` is not used: its native sockets end Deno with a segmentation fault (docs/decisions).
 *
 * @param port On 127.0.0.1
 * @throws {Deno.errors.ConnectionRefused} If nothing listens there yet, or the socket has called itself
 * @throws {TypeError} If what listens there does not speak ZMTP 3 without a password
 *
 * @example
 * ```ts ignore
 * using shell = await connectZmtp(50_001);
 * await shell.send([new TextEncoder().encode("hello")]);
 * for await (const [frame] of shell.messages()) console.log(frame);
 * ```
 */
export async function connectZmtp(port: number): Promise<ZmtpSocket> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  try {
    connection.setNoDelay();
    const reader = byteReader(connection);
    await writeAll(connection, GREETING);
    const greeting = await reader.take(64);
    const mechanism = String.fromCharCode(...greeting.subarray(12, 16));
    if (greeting[0] !== 0xff || greeting[10]! < 3 || mechanism !== "NULL") {
      throw new TypeError(`Cannot talk to port ${port}: it does not speak ZMTP 3 with the mechanism NULL`);
    }
    await writeAll(connection, frame(COMMAND, readyCommand()));
    const { body } = await readFrame(reader);
    // A port of the range that callers are given can be called by itself while nobody listens on it.
    if (socketType(body) === TYPE) {
      throw new Deno.errors.ConnectionRefused(`Cannot connect to port ${port}: it answers as its own caller`);
    }
    return {
      send: (frames) => writeAll(connection, joined(frames)),
      messages: () => messages(reader),
      close: () => close(connection),
    };
  } catch (error) {
    close(connection);
    throw error;
  }
}

/** `READY` with the one property a peer needs. */
function readyCommand(): Uint8Array {
  const text = new TextEncoder();
  return concat([
    Uint8Array.of(5),
    text.encode("READY"),
    Uint8Array.of(11),
    text.encode("Socket-Type"),
    Uint8Array.of(0, 0, 0, TYPE.length),
    text.encode(TYPE),
  ]);
}

/** What the peer's `READY` says it is. */
function socketType(ready: Uint8Array): string | undefined {
  return /Socket-Type\0\0\0.([A-Z]+)/s.exec(new TextDecoder("latin1").decode(ready))?.[1];
}

async function* messages(reader: ByteReader): AsyncGenerator<Uint8Array[]> {
  let parts: Uint8Array[] = [];
  try {
    while (true) {
      const { flags, body } = await readFrame(reader);
      if (flags & COMMAND) continue;
      parts.push(body);
      if (flags & MORE) continue;
      yield parts;
      parts = [];
    }
  } catch (error) {
    if (!(error instanceof EndOfStream)) throw error;
  }
}

async function readFrame(reader: ByteReader): Promise<{ flags: number; body: Uint8Array }> {
  const flags = (await reader.take(1))[0]!;
  const size = flags & LONG ? Number(view(await reader.take(8)).getBigUint64(0)) : (await reader.take(1))[0]!;
  return { flags, body: await reader.take(size) };
}

/** One write a message: a peer that waits for the rest of one would hold up both sides. */
function joined(frames: readonly Uint8Array[]): Uint8Array {
  return concat(frames.map((body, index) => frame(index < frames.length - 1 ? MORE : 0, body)));
}

function frame(flags: number, body: Uint8Array): Uint8Array {
  if (body.length < 256) return concat([Uint8Array.of(flags, body.length), body]);
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  view(head).setBigUint64(1, BigInt(body.length));
  return concat([head, body]);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}

class EndOfStream extends Error {}

interface ByteReader {
  take(size: number): Promise<Uint8Array>;
}

/** Hands out exactly as many bytes as asked for, of a connection that delivers them in pieces. */
function byteReader(connection: Deno.TcpConn): ByteReader {
  const piece = new Uint8Array(1 << 16);
  let left = new Uint8Array(0);
  return {
    async take(size) {
      const whole = new Uint8Array(size);
      let at = 0;
      while (true) {
        const some = left.subarray(0, size - at);
        whole.set(some, at);
        at += some.length;
        left = left.subarray(some.length);
        if (at === size) return whole;
        left = piece.subarray(0, await readSome(connection, piece));
      }
    },
  };
}

async function readSome(connection: Deno.TcpConn, into: Uint8Array): Promise<number> {
  try {
    const read = await connection.read(into);
    if (read !== null) return read;
  } catch (error) {
    const { BadResource, ConnectionReset, Interrupted } = Deno.errors;
    if (!(error instanceof BadResource || error instanceof ConnectionReset || error instanceof Interrupted)) {
      throw error;
    }
  }
  throw new EndOfStream("The peer closed the connection");
}
