import { deepStrictEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { watchInbox } from "../../etl/load/watch_inbox.ts";

async function withInbox(test: (inbox: string, signal: AbortController) => Promise<void>): Promise<void> {
  const inbox = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await test(inbox, new AbortController());
  } finally {
    await Deno.remove(inbox, { recursive: true });
  }
}

Deno.test("watchInbox() gives a file while it grows only when it has stopped growing, and once", () =>
  withInbox(async (inbox, stop) => {
    const path = join(inbox, "a.csv");
    await Deno.writeTextFile(path, "x");
    let isWhole = false;
    const grow = (async () => {
      for (let part = 0; part < 8; part++) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        await Deno.writeTextFile(path, "x", { append: true });
      }
      isWhole = true;
    })();
    const given: unknown[] = [];
    for await (const files of watchInbox(inbox, { settleMs: 100, pollMs: 5000, signal: stop.signal })) {
      given.push([files, isWhole]);
      if (given.length === 1) await Deno.writeTextFile(join(inbox, "b.csv"), "y");
      else stop.abort();
    }
    await grow;
    deepStrictEqual(given, [[[path], true], [[join(inbox, "b.csv")], true]]);
  }));

Deno.test("watchInbox() gives a file again when it is another one under the same name", () =>
  withInbox(async (inbox, stop) => {
    const path = join(inbox, "a.csv");
    await Deno.writeTextFile(path, "one");
    const given: string[] = [];
    for await (const [file] of watchInbox(inbox, { settleMs: 20, pollMs: 5000, signal: stop.signal })) {
      given.push(await Deno.readTextFile(file!));
      if (given.length === 2) stop.abort();
      await Deno.writeTextFile(join(inbox, "draft.part"), "other");
      await Deno.rename(join(inbox, "draft.part"), path);
    }
    deepStrictEqual(given, ["one", "other"]);
  }));

Deno.test("watchInbox() says when the inbox is gone", () =>
  withInbox(async (inbox, stop) => {
    const watch = watchInbox(join(inbox, "gone"), { settleMs: 1, pollMs: 1, signal: stop.signal });
    await rejects(() => watch.next(), { exitCode: 2, message: /^Cannot read inbox/ });
  }));
