import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { outputChannel } from "../../etl/notebook/output_channel.ts";

Deno.test("outputChannel() hears nobody who does not say the secret first", async () => {
  const heard: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  using channel = outputChannel("secret", ({ content }) => {
    heard.push(content);
    resolve();
  });
  const call = async (text: string) => {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: channel.port });
    await connection.write(new TextEncoder().encode(text));
    return connection;
  };
  using stranger = await call('guess\n["stream",{"text":"forged"}]\nsecret\n["stream",{"text":"late"}]\n');
  strictEqual(await stranger.read(new Uint8Array(1)).catch(() => null), null, "hung up on");
  using _kernel = await call('secret\n["stream",{"text":"true"}]\n');
  await promise;
  deepStrictEqual(heard, [{ text: "true" }]);
});
