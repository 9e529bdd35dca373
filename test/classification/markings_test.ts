import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { MARKINGS, SYNTHETIC_NOTICE } from "../../etl/annex/marking.ts";
import { CLASSES, type Classification } from "../../etl/classification.ts";
import { annexa } from "../commands/annexa.ts";
import { canaryMonth } from "./canary_month.ts";

Deno.test("every page, sheet, notebook, chart and property of an audience's outputs says its class", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const warehouse = join(folder, "warehouse.duckdb");
  const out = join(folder, "out");
  try {
    const inbox = join(folder, "inbox");
    await Deno.mkdir(inbox);
    for (const [name, bytes] of (await canaryMonth()).good) await Deno.writeFile(join(inbox, name), bytes);
    strictEqual((await annexa("load", "--inbox", inbox, "--warehouse", warehouse)).code, 0);
    for (const audience of CLASSES) {
      await t.step(audience, async () => {
        // Kernels take their time: the notebooks of one audience are made as those of any other.
        const notebooks = audience === "amber" ? [] : ["--no-notebooks"];
        const made = await annexa(
          ...["annex", "--month", "2019-07", "--audience", audience, ...notebooks],
          ...["--warehouse", warehouse, "--out", out],
        );
        strictEqual(made.code, 0, made.stderr);
        const root = join(out, "2019-07", audience);
        const pages = [...files(root)].filter((path) => /^notebooks\/.*\.html$/.test(path));
        strictEqual(pages.length, audience === "amber" ? 3 : 0);
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

function isMarked(path: string, audience: Classification): boolean {
  const { label, statement } = MARKINGS[audience];
  const bytes = Deno.readFileSync(path);
  const text = new TextDecoder().decode(bytes);
  const says = (part: string) => part.replace(/<[^>]*>/g, "").replaceAll("\\", "").includes(statement);
  switch (path.split(".").at(-1)) {
    case "docx": {
      const parts = officeParts(bytes);
      const margins = [...parts].filter(([name]) => /^word\/(header|footer)\d+\.xml$/.test(name));
      return margins.length === 2 && margins.every(([, xml]) => xml.toUpperCase().includes(label.toUpperCase())) &&
        says(parts.get("word/document.xml")!) && areProperties(parts, label);
    }
    case "xlsx": {
      const parts = officeParts(bytes);
      const sheets = [...parts].filter(([name]) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
      const strings = [...parts.get("xl/sharedStrings.xml")!.matchAll(/<si>(.*?)<\/si>/gs)].map(([, xml]) => xml!);
      const at = strings.findIndex(says);
      // The rows above a table stand on every page its sheet is printed on.
      const repeated = new Map(
        [...parts.get("xl/workbook.xml")!.matchAll(/Print_Titles" localSheetId="(\d+)">[^<]*\$1:\$(\d+)</g)]
          .map(([, sheet, last]) => [`xl/worksheets/sheet${Number(sheet) + 1}.xml`, Number(last)]),
      );
      return sheets.length > 10 && areProperties(parts, label) &&
        sheets.every(([name, xml]) => {
          const row = new RegExp(`<c r="A(\\d+)"[^>]*t="s"[^>]*><v>${at}</v>`).exec(xml)?.[1];
          return row !== undefined && Number(row) <= repeated.get(name)!;
        });
    }
    case "html":
      // Both ends: whoever prints the last page alone sees it as well.
      return text.split(statement).length >= 3;
    case "md":
      return says(text.slice(0, 1000)) && text.slice(-500).toUpperCase().includes(label.toUpperCase());
    case "json":
      return path.endsWith("manifest.json") ? JSON.parse(text).audience === audience : says(text);
    case "ipynb":
      return JSON.parse(text).cells[0].source.join("").includes(statement);
    case "svg":
      // Drawn line by line.
      return text.replace(/<\/text>\s*<text[^>]*>|<\/tspan>\s*<tspan[^>]*>/g, " ").replace(/\s+/g, " ").includes(
        statement.slice(0, 40),
      );
    case "png":
      return text.includes(`iTXtComment\0\0\0\0\0${statement}`) && !text.includes(SYNTHETIC_NOTICE);
    default:
      return says(text);
  }
}

function areProperties(parts: ReadonlyMap<string, string>, label: string): boolean {
  return ["docProps/core.xml", "docProps/custom.xml"].every((name) => parts.get(name)?.includes(label));
}

function officeParts(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
}

function* files(folder: string, below = ""): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(join(folder, below))) {
    const path = below === "" ? name : `${below}/${name}`;
    if (isDirectory) yield* files(folder, path);
    else yield path;
  }
}
