import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { allExtracts } from "../../etl/extracts/all_extracts.ts";
import { dataDictionary } from "../../etl/dictionary/data_dictionary.ts";
import { annexa } from "./annexa.ts";

const extracts = await allExtracts();
const FILES = [
  "data-dictionary.md",
  "data-dictionary.html",
  ...extracts.map((extract) => `templates/${extract.name}.xlsx`),
];

async function read(folder: string): Promise<Uint8Array[]> {
  return await Promise.all(FILES.map((file) => Deno.readFile(join(folder, "dictionary", file))));
}

Deno.test("dictionary writes the data dictionary and a template of every extract, the same each time", async () => {
  const out = await Deno.makeTempDir();
  const { code, stdout, stderr } = await annexa("dictionary", "--out", out);
  strictEqual(code, 0, stderr);
  deepStrictEqual(
    stdout.trimEnd().split("\n").map((line) => line.slice(line.indexOf("dictionary/") + "dictionary/".length)),
    FILES,
  );
  const first = await read(out);
  strictEqual(new TextDecoder().decode(first[0]), dataDictionary(extracts));
  const again = await annexa("dictionary", "--out", out, "--json");
  deepStrictEqual(JSON.parse(again.stdout), { folder: join(out, "dictionary"), files: FILES });
  deepStrictEqual(await read(out), first);
  await Deno.remove(out, { recursive: true });
});

Deno.test("dictionary leaves a folder that holds something else as it is", async () => {
  const out = await Deno.makeTempDir();
  await Deno.mkdir(join(out, "dictionary"));
  await Deno.writeTextFile(join(out, "dictionary", "letter.txt"), "mine");
  const { code, stdout, stderr } = await annexa("dictionary", "--out", out);
  strictEqual(code, 2);
  strictEqual(stdout, "");
  match(
    stderr,
    /^Cannot replace ".*dictionary" because it holds "letter\.txt", which something else put there: move it, or give/,
  );
  deepStrictEqual([...Deno.readDirSync(join(out, "dictionary"))].map((entry) => entry.name), ["letter.txt"]);
  await Deno.remove(out, { recursive: true });
});
