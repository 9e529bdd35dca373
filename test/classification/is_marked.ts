import { strFromU8, unzipSync } from "fflate";
import { MARKINGS, SYNTHETIC_NOTICE } from "../../etl/base/marking.ts";
import type { Classification } from "../../etl/base/classification.ts";

/**
 * Whether a file of an annex says whose it is: on every page, sheet, drawing and in its properties. A CSV has no room for it.
 */
export function isMarked(path: string, audience: Classification): boolean {
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
    case "ipynb": {
      const { cells, metadata } = JSON.parse(text);
      return cells[0].source.join("").includes(statement) && metadata.annexa.classification === audience;
    }
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
