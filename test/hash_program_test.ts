import { notStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { hashProgram } from "../etl/warehouse/hash_program.ts";

Deno.test("hashProgram() changes with the code, the compiled scanner and a library's version, and with nothing else", async () => {
  const project = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await Deno.mkdir(join(project, "etl/wasm"), { recursive: true });
    const write = (path: string, content: string) => Deno.writeTextFile(join(project, path), content);
    await write("deno.json", '{ "version": "1", "imports": { "zod": "npm:zod@4.6.7" } }');
    await write("etl/main.ts", "1");
    await write("etl/wasm/scan.wasm", "1");
    let last = await hashProgram(project);
    for (
      const [path, content] of [
        ["etl/main.ts", "2"],
        ["etl/wasm/scan.wasm", "2"],
        ["etl/other.ts", "1"],
        ["deno.json", '{ "version": "1", "imports": { "zod": "npm:zod@4.6.8" } }'],
      ] as const
    ) {
      await write(path, content);
      const now = await hashProgram(project);
      notStrictEqual(now, last, path);
      last = now;
    }
    await write("deno.json", '{ "version": "2", "imports": { "zod": "npm:zod@4.6.8" } }');
    await write("etl/notes.md", "1");
    strictEqual(await hashProgram(project), last);
  } finally {
    await Deno.remove(project, { recursive: true });
  }
});
