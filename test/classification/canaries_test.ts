import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { MARKINGS } from "../../etl/base/marking.ts";
import { CLASSES, type Classification, mayShow } from "../../etl/base/classification.ts";
import { annexa, type Ended } from "../commands/annexa.ts";
import { type Canary, canaryMonth } from "./canary_month.ts";
import { findInFolder, findInText } from "./find_canaries.ts";
import { isMarked } from "./is_marked.ts";

const above = (audience: Classification, canaries: readonly Canary[]) =>
  canaries.filter(({ classification }) => !mayShow(classification, audience));

/** Verbs that work on no warehouse. */
const BY_THEMSELVES = new Set(["describe", "dictionary"]);

// One warehouse and one annex an audience serve the search for canaries and the look at the markings.
Deno.test("no White or Green output, line or message of a month holds a value above its class, and each says its class", async (t) => {
  const { good, bad, halfBad, reissued, canaries } = await canaryMonth();
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const warehouse = join(folder, "warehouse.duckdb");
  const out = join(folder, "out");
  const said: string[] = [];
  const run = async (...args: string[]): Promise<Ended> => {
    const ended = await annexa(...args, ...BY_THEMSELVES.has(args[0]!) ? [] : ["--warehouse", warehouse]);
    said.push(ended.stdout, ended.stderr);
    return ended;
  };
  const expect = async (code: number, ...args: string[]): Promise<Ended> => {
    const ended = await run(...args);
    strictEqual(ended.code, code, `${args.join(" ")}: ${ended.stdout}${ended.stderr}`);
    return ended;
  };
  const put = async (name: string, files: ReadonlyMap<string, Uint8Array>) => {
    await Deno.mkdir(join(folder, name));
    for (const [file, bytes] of files) await Deno.writeFile(join(folder, name, file), bytes);
    return join(folder, name);
  };
  const place = (name: string) => join(out, name);
  try {
    const inbox = await put("good", good);
    const rejected = await put("bad", bad);
    await t.step("load takes the good, and keeps the bad rows of the half bad apart", async () => {
      const loaded = await expect(0, "load", "--inbox", inbox);
      strictEqual(loaded.stdout.match(/^loaded /gm)?.length, good.size);
      await expect(0, "load", "--quarantine", "--inbox", await put("half", halfBad));
    });

    await t.step("annex, export, workbench and draft make what an audience may see", async () => {
      const white = async () => {
        await expect(0, "annex", "--month", "2019-07", "--out", out, "--publish");
        await expect(0, "workbench", "--out", place("white workbench"));
        await expect(0, "draft", "--month", "2019-07", "--out", place("white draft.md"));
        await expect(0, "annex", "--month", "2019-07", "--audience", "amber", "--no-notebooks", "--out", out);
      };
      const green = async () => {
        const month = ["--month", "2019-07", "--audience", "green"];
        const logged = await expect(
          4,
          "run",
          ...month,
          "--inbox",
          rejected,
          "--log",
          "json",
          "--no-notebooks",
          "--out",
          out,
        );
        strictEqual(logged.stderr.match(/"rejected /g)?.length, bad.size, logged.stderr);
        await expect(0, "notebook", "02_forecast_variance", ...month, "--html", "--out", out);
        await expect(0, "workbench", "--audience", "green", "--out", place("green workbench"));
        await expect(0, "draft", ...month, "--out", place("green draft.md"));
        await expect(0, "annex", "--month", "2019-07", "--audience", "red", "--no-notebooks", "--out", out);
      };
      await white();
      await Promise.all([
        green(),
        ...["white", "green"].map(async (audience) => {
          await expect(0, "export", "--audience", audience, "--to", place(`${audience} parquet`));
          await expect(0, "export", "--audience", audience, "--to", place(audience), "--xlsx", "csr_variance_summary");
        }),
      ]);
    });

    await t.step("trace shows which cells a figure came from, and none of their values", async () => {
      const users = canaries.filter(({ place }) => place === "csr_variance.user_name");
      const where = ["--where", `user_name = '${users[9]!.value}'`];
      const of = (audience: string) => ["--month", "2019-07", "--audience", audience, "--inbox", inbox];
      const user = ["csr_variance_by_user", ...of("white"), ...where];
      await expect(0, "trace", ...user, "--report", place("white user.xlsx"), "--json");
      await expect(0, "trace", "Annex A, row 8", ...of("green"), "--report", place("green row.xlsx"));
      await expect(2, "trace", "csr_variance_by_user", "--where", "error(user_name) is null");
    });

    await t.step("check, status, describe and dictionary say what they say", async () => {
      await Promise.all([
        expect(0, "check", "--json"),
        expect(0, "status"),
        expect(0, "status", "--json"),
      ]);
      await expect(0, "describe", join(rejected, "csr wrong cells.xlsx"));
      await expect(0, "describe", join(inbox, "problems.xlsx"), "--json");
      await expect(0, "dictionary", "--out", place("white dictionary"));
    });

    await t.step("restate says what a re-issue changed of a published paper", async () => {
      await expect(0, "load", "--inbox", await put("reissued", reissued));
      const restated = await expect(0, "restate");
      match(restated.stdout, /csr_variance/);
    });

    await t.step("what is above an audience is refused to it without a value of it", async () => {
      const refused = await expect(6, "export", "--to", place("no"), "--xlsx", "csr_variance_by_user");
      match(refused.stderr, /amber/i);
      await expect(6, "sql", "select user_name from csr_variance_by_user", "--audience", "white");
      // Whoever asks for a name gets it; no message does.
      await expect(2, "sql", "select user_name::integer from csr_variance_by_user");
      await expect(2, "sql", "select error(device_id) from stg_post_commissioning_devices");
    });

    await t.step("no line on the terminal and in the run log tells an Amber or Red value", async () => {
      said.push(await Deno.readTextFile(`${warehouse}.runs.jsonl`));
      deepStrictEqual(findInText(said.join("\n"), above("green", canaries), "terminal"), []);
    });

    for (const audience of ["white", "green"] as const) {
      await t.step(`no byte of a ${audience} output holds a canary`, async () => {
        const hidden = above(audience, canaries);
        ok(hidden.length > 300, `${hidden.length} canaries`);
        const names = [...Deno.readDirSync(out)].map(({ name }) => name).filter((name) => name.startsWith(audience));
        strictEqual(names.length, audience === "white" ? 6 : 5, names.join());
        for (const name of [`2019-07/${audience}`, ...names]) {
          deepStrictEqual(await findInFolder(place(name), hidden), [], name);
        }
      });
    }

    for (const audience of CLASSES) {
      await t.step(`every page, sheet, notebook, chart and property of the ${audience} annex says its class`, () => {
        const root = join(out, "2019-07", audience);
        const unmarked = [...files(root)].filter((path) => !isMarked(join(root, path), audience));
        deepStrictEqual(unmarked.filter((path) => !path.startsWith("tables/")), []);
        // A CSV has no room for it: the file beside them says it.
        ok(Deno.readTextFileSync(join(root, "tables/marking.txt")).includes(MARKINGS[audience].statement));
      });
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

function* files(folder: string, below = ""): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(join(folder, below))) {
    const path = below === "" ? name : `${below}/${name}`;
    if (isDirectory) yield* files(folder, path);
    else yield path;
  }
}
