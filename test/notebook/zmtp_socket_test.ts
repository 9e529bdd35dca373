import { deepStrictEqual, rejects } from "node:assert/strict";
import fc from "fast-check";
import { connectZmtp } from "../../etl/notebook/zmtp_socket.ts";

// The peer's side of ZMTP 3.0, written from ZeroMQ RFC 23.
const GREETING = [0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0, ...bytes("NULL"), ...new Array<number>(48).fill(0)];
const READY = [4, 28, 5, ...bytes("READY"), 11, ...bytes("Socket-Type"), 0, 0, 0, 6, ...bytes("ROUTER")];

Deno.test("connectZmtp() hands over whole messages when their bytes come in pieces of any size", async () => {
  const frames = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.integer({ min: 250, max: 70_000 }).map((size) => new Uint8Array(size).fill(size % 251)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(frames, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 30_000 }),
      async (messages, piece) => {
        using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        const peer = serve(listener, [...GREETING, ...READY, ...messages.flatMap(onTheWire)], piece);
        const socket = await connectZmtp(listener.addr.port);
        deepStrictEqual(await Array.fromAsync(socket.messages()), messages);
        socket.close();
        await peer;
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("connectZmtp() greets, says its type and sends frames as RFC 23 asks", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const peer = serve(listener, [...GREETING, ...READY], 1000);
  const socket = await connectZmtp(listener.addr.port);
  await socket.send([new Uint8Array([7]), new Uint8Array(300)]);
  socket.close();
  const greeting = [0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, ...bytes("NULL"), ...new Array<number>(48).fill(0)];
  const ready = [4, 28, 5, ...bytes("READY"), 11, ...bytes("Socket-Type"), 0, 0, 0, 6, ...bytes("DEALER")];
  const message = [1, 1, 7, 2, 0, 0, 0, 0, 0, 0, 1, 44, ...new Array<number>(300).fill(0)];
  deepStrictEqual(await peer, [...greeting, ...ready, ...message]);
});

Deno.test("connectZmtp() refuses a peer that speaks something else", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const peer = serve(listener, bytes("HTTP/1.1 400 Bad Request".padEnd(64)), 64);
  await rejects(() => connectZmtp(listener.addr.port), TypeError);
  await peer;
});

Deno.test("connectZmtp() refuses a port that repeats what it is told, as a socket that called itself does", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const echo = listener.accept().then(({ readable, writable }) => readable.pipeTo(writable).catch(() => {}));
  await rejects(() => connectZmtp(listener.addr.port), Deno.errors.ConnectionRefused);
  await echo;
});

/** Takes one caller, tells it something in pieces, hangs up, and gives what it said. */
async function serve(listener: Deno.TcpListener, said: readonly number[], piece: number): Promise<number[]> {
  using connection = await listener.accept();
  const told = Uint8Array.from(said);
  for (let at = 0; at < told.length;) at += await connection.write(told.subarray(at, at + piece));
  await connection.closeWrite();
  const heard: number[] = [];
  const buffer = new Uint8Array(1000);
  for (let size = await hear(); size !== null; size = await hear()) heard.push(...buffer.subarray(0, size));
  return heard;

  // A caller that hangs up before it has heard everything resets the connection.
  async function hear(): Promise<number | null> {
    return await connection.read(buffer).catch(() => null);
  }
}

function onTheWire(frames: readonly Uint8Array[]): number[] {
  return frames.flatMap((frame, index) => {
    const more = index < frames.length - 1 ? 1 : 0;
    const { length } = frame;
    const head = length < 256
      ? [more, length]
      : [more | 2, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 255, length & 255];
    return [...head, ...frame];
  });
}

function bytes(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}
