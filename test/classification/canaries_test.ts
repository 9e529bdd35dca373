import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { type Classification, mayShow } from "../../etl/classification.ts";
import { annexa, type Ended } from "../commands/annexa.ts";
import { type Canary, canaryMonth } from "./canary_month.ts";
import { findInFolder, findInText } from "./find_canaries.ts";

const above = (audience: Classification, canaries: readonly Canary[]) =>
  canaries.filter(({ classification }) => !mayShow(classification, audience));

Deno.test("no White or Green output, line or message of a month holds a value above its class", async (t) => {
  const { good, bad, halfBad, canaries } = await canaryMonth();
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const warehouse = join(folder, "warehouse.duckdb");
  const out = join(folder, "out");
  const said: string[] = [];
  const run = async (...args: string[]): Promise<Ended> => {
    const ended = await annexa(...args, "--warehouse", warehouse);
    said.push(ended.stdout, ended.stderr);
    return ended;
  };
  const put = async (name: string, files: ReadonlyMap<string, Uint8Array>) => {
    await Deno.mkdir(join(folder, name));
    for (const [file, bytes] of files) await Deno.writeFile(join(folder, name, file), bytes);
    return join(folder, name);
  };
  try {
    await t.step("load takes the good, rejects the bad, and keeps the bad rows of the half bad apart", async () => {
      const loaded = await run("load", "--inbox", await put("good", good));
      deepStrictEqual([loaded.code, loaded.stdout.match(/^loaded /gm)?.length], [0, good.size], loaded.stderr);
      const rejected = await run("load", "--inbox", await put("bad", bad));
      deepStrictEqual([rejected.code, rejected.stdout.match(/^rejected /gm)?.length], [4, bad.size], rejected.stderr);
      const half = await run("load", "--quarantine", "--inbox", await put("half", halfBad));
      strictEqual(half.code, 0, half.stderr);
    });

    await t.step("check, status, annex with notebooks, export and workbench do their work", async () => {
      for (const args of [["check"], ["status"], ["status", "--json"], ["check", "--json"]]) {
        const { code, stderr } = await run(...args);
        strictEqual(code, 0, stderr);
      }
      await Promise.all(["white", "green"].map(async (audience) => {
        const verbs = [
          ["annex", "--month", "2019-07", "--audience", audience, "--out", out],
          ["export", "--audience", audience, "--to", join(out, `${audience} parquet`)],
          ["export", "--audience", audience, "--to", join(out, audience), "--xlsx", "csr_variance_summary"],
          ["workbench", "--audience", audience, "--out", join(out, `${audience} workbench`)],
        ];
        for (const args of verbs) {
          const { code, stderr } = await run(...args);
          strictEqual(code, 0, `${args.join(" ")}: ${stderr}`);
        }
      }));
    });

    await t.step("what is above an audience is refused to it without a value of it", async () => {
      const refused = await run("export", "--to", join(out, "no"), "--xlsx", "csr_variance_by_user");
      strictEqual(refused.code, 6);
      match(refused.stderr, /amber/i);
    });

    await t.step("no line on the terminal tells an Amber or Red value", () => {
      deepStrictEqual(findInText(said.join("\n"), above("green", canaries), "terminal"), []);
    });

    for (const audience of ["white", "green"] as const) {
      await t.step(`no byte of a ${audience} output holds a canary`, async () => {
        const hidden = above(audience, canaries);
        ok(hidden.length > 300, `${hidden.length} canaries`);
        for (const name of [`2019-07/${audience}`, `${audience} parquet`, `${audience} workbench`]) {
          deepStrictEqual(await findInFolder(join(out, name), hidden), [], name);
        }
        deepStrictEqual(await findInFolder(join(out, audience), hidden), []);
      });
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
