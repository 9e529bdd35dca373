import { strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { serveFolder } from "../../etl/workbench/serve_folder.ts";

async function withFolder(test: (address: string) => Promise<void>): Promise<void> {
  const outside = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    const folder = join(outside, "public");
    await Deno.mkdir(join(folder, "inner"), { recursive: true });
    await Deno.writeTextFile(join(outside, "secret.txt"), "secret");
    await Deno.writeTextFile(join(folder, ".hidden"), "secret");
    await Deno.writeTextFile(join(folder, "index.html"), "<p>hello");
    await Deno.writeTextFile(join(folder, "a.wasm"), "0123456789");
    await Deno.symlink(join(outside, "secret.txt"), join(folder, "link.txt"));
    await using served = await serveFolder(folder, 0);
    await test(served.address);
  } finally {
    await Deno.remove(outside, { recursive: true });
  }
}

Deno.test("serveFolder() serves a file with its type, its length and the page's policy", async () => {
  await withFolder(async (address) => {
    const page = await fetch(address);
    strictEqual(await page.text(), "<p>hello");
    strictEqual(page.headers.get("content-type"), "text/html; charset=utf-8");
    strictEqual(page.headers.get("x-content-type-options"), "nosniff");
    strictEqual(page.headers.get("content-security-policy")?.startsWith("default-src 'none'"), true);
    const head = await fetch(`${address}a.wasm`, { method: "HEAD" });
    strictEqual(head.headers.get("content-type"), "application/wasm");
    strictEqual(head.headers.get("content-length"), "10");
    strictEqual(await head.text(), "");
  });
});

Deno.test("serveFolder() serves a range of a file", async () => {
  await withFolder(async (address) => {
    const cases = [["bytes=2-4", 206, "234"], ["bytes=7-", 206, "789"], ["bytes=-2", 206, "89"], [
      "bytes=8-99",
      206,
      "89",
    ], [
      "bytes=10-",
      416,
      "",
    ], ["lines=1-2", 200, "0123456789"]] as const;
    for (const [range, status, text] of cases) {
      const answer = await fetch(`${address}a.wasm`, { headers: { range } });
      strictEqual(answer.status, status, range);
      strictEqual(await answer.text(), text, range);
    }
  });
});

Deno.test("serveFolder() serves nothing outside its folder, no listing, and writes nothing", async () => {
  await withFolder(async (address) => {
    const refused = [
      "secret.txt",
      "%2e%2e/secret.txt",
      "..%2fsecret.txt",
      "link.txt",
      ".hidden",
      "inner/",
      "inner",
      "a%00",
      "%ff",
    ];
    for (const path of refused) {
      const answer = await fetch(address + path);
      strictEqual(answer.status, 404, path);
      strictEqual(await answer.text(), "Not found\n", path);
    }
    const put = await fetch(`${address}index.html`, { method: "PUT", body: "x" });
    strictEqual(put.status, 405);
    await put.body?.cancel();
  });
});

Deno.test("serveFolder() answers no page that calls this machine by another name", async () => {
  await withFolder(async (address) => {
    const { port } = new URL(address);
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
    await connection.write(
      new TextEncoder().encode("GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"),
    );
    const answer = await new Response(connection.readable).text();
    strictEqual(answer.split("\r\n")[0], "HTTP/1.1 421 Misdirected Request");
  });
});
