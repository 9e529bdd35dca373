import { deepStrictEqual, rejects } from "node:assert/strict";
import { join } from "node:path";
import { watchInbox } from "../../etl/load/watch_inbox.ts";
import { atDesk, csr } from "./fixture.ts";

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
    // Far longer than a busy machine keeps two parts apart.
    for await (const files of watchInbox(inbox, { settleMs: 500, pollMs: 5000, signal: stop.signal })) {
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

/** Where the system has no events to give: a network folder, or no more watches to be had. */
async function withoutEvents(test: () => Promise<void>): Promise<void> {
  const { watchFs } = Deno;
  Deno.watchFs = () => {
    throw new Error("No space left on device (os error 28)"); // What Linux says when its watches are used up.
  };
  try {
    await test();
  } finally {
    Deno.watchFs = watchFs;
  }
}

Deno.test("watchInbox() looks now and then where there are no events, and gives two files together when both are whole", () =>
  withoutEvents(() =>
    withInbox(async (inbox, stop) => {
      const [slow, quick] = [join(inbox, "a.csv"), join(inbox, "b.csv")];
      let isWhole = false;
      const copying = (async () => {
        await Deno.writeTextFile(quick, "y");
        for (let part = 0; part < 6; part++) {
          await Deno.writeTextFile(slow, "x", { append: true });
          await new Promise((resolve) => setTimeout(resolve, 30));
        }
        isWhole = true;
      })();
      const given: unknown[] = [];
      for await (const files of watchInbox(inbox, { settleMs: 100, pollMs: 20, signal: stop.signal })) {
        given.push([files, isWhole]);
        if (given.length === 1) await Deno.writeTextFile(join(inbox, "c.csv"), "z"); // Found by the next look.
        else stop.abort();
      }
      await copying;
      deepStrictEqual(given, [[[slow, quick], true], [[join(inbox, "c.csv")], true]]);
    })
  ));

Deno.test("watchInbox() ends at once when it is stopped while it waits", () =>
  withoutEvents(() =>
    withInbox(async (inbox, stop) => {
      const watch = watchInbox(inbox, { settleMs: 1000, pollMs: 3_600_000, signal: stop.signal });
      const next = watch.next();
      stop.abort();
      deepStrictEqual(await next, { done: true, value: undefined });
    })
  ));

Deno.test("loadFiles() rejects a file that is replaced while it is read, and the watch gives the new one to load", () =>
  atDesk(async (desk) => {
    const inbox = join(desk.folder, "inbox");
    await Deno.mkdir(inbox);
    const path = await desk.write("inbox/july.csv", csr(["2019-07", "AA", "1", "1"]));
    const stop = new AbortController();
    const statuses: string[] = [];
    for await (const files of watchInbox(inbox, { settleMs: 20, pollMs: 5000, signal: stop.signal })) {
      const isFirst = statuses.length === 0;
      // Excel saves a new file and renames it over the old one.
      const replace = () => {
        Deno.writeTextFileSync(join(desk.folder, "draft"), csr(["2019-07", "AA", "1", "2"]));
        Deno.renameSync(join(desk.folder, "draft"), path);
      };
      const { outcomes } = await desk.load(files, isFirst ? { onProgress: replace } : {});
      statuses.push(...outcomes.map(({ status, messages }) => [status, ...messages].join(": ")));
      if (statuses.length === 2) stop.abort();
    }
    deepStrictEqual(statuses, [
      'rejected: Cannot load "july.csv" because it changed while it was read: run again when it is whole',
      "loaded",
    ]);
    deepStrictEqual(await desk.csr(), ["2019-07-01 AA 1 2"]);
  }));
