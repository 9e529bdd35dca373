import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { History, historyPath } from "../../etl/sql/history.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("History keeps statements from one shell to the next, newest first, each once, for the user alone", () =>
  withFolder(async (folder) => {
    const path = join(folder, "state", "sql_history");
    const history = await History.open(path);
    await history.add("select 1;");
    await history.add("select\n  2 -- two\nfrom users;");
    await history.add("select 1;");
    deepStrictEqual(history.entries, ["select 1;", "select 2 from users;"]);
    deepStrictEqual((await History.open(path)).entries, ["select 1;", "select 2 from users;"]);
    if (Deno.build.os !== "windows") strictEqual((await Deno.stat(path)).mode! & 0o777, 0o600);
  }));

Deno.test("History keeps what two shells type at once", () =>
  withFolder(async (folder) => {
    const path = join(folder, "sql_history");
    const [one, other] = [await History.open(path), await History.open(path)];
    await one.add("select 1;");
    await other.add("select 2;");
    deepStrictEqual((await History.open(path)).entries, ["select 2;", "select 1;"]);
  }));

Deno.test("History does not change text that runs over several lines", () =>
  withFolder(async (folder) => {
    const history = await History.open(join(folder, "sql_history"));
    await history.add("select 'North\nSouth';");
    deepStrictEqual(history.entries, ["South';", "select 'North"]);
  }));

Deno.test("History works without a place to keep it", async () => {
  const history = await History.open(null);
  await history.add("select 1;");
  deepStrictEqual(history.entries, ["select 1;"]);
});

Deno.test("History stays of a bounded length", () =>
  withFolder(async (folder) => {
    const path = join(folder, "sql_history");
    const lines = Array.from({ length: 2500 }, (_, index) => `select ${index};`);
    await Deno.writeTextFile(path, lines.join("\n") + "\n");
    strictEqual((await History.open(path)).entries.length, 1000);
    const kept = (await Deno.readTextFile(path)).trimEnd().split("\n");
    deepStrictEqual([kept.length, kept[0], kept.at(-1)], [1000, "select 1500;", "select 2499;"]);
  }));

Deno.test("historyPath() follows the desktop's rules for state", () => {
  strictEqual(historyPath({ XDG_STATE_HOME: "/state", HOME: "/home/ada" }), join("/state", "annexa", "sql_history"));
  strictEqual(historyPath({ HOME: "/home/ada" }), join("/home/ada", ".local", "state", "annexa", "sql_history"));
});
