import { join, relative } from "node:path";
import { COMMON, defineCommand } from "../cli/command.ts";
import { EXIT } from "../base/user_error.ts";

/** What the folder holds, and so what the next dictionary may replace. */
const OURS = /^data-dictionary\.(md|html)$|^templates\/\w+\.xlsx$/;

/** `dictionary`: what every extract and column means, and a blank workbook to fill in for each. */
export const dictionary = defineCommand({
  summary: "writes the data dictionary and a blank template workbook of every extract, from the contracts",
  usage: "[--out DIR] [--json]",
  options: { out: COMMON.out, json: COMMON.json },
  positionals: 0,
  examples: [
    [
      "deno task dictionary",
      "writes out/dictionary/data-dictionary.md and .html, and templates/csr_variance.xlsx and so on beside them",
    ],
    ["deno task dictionary --out docs", "writes them to docs/dictionary"],
  ],
  run: async ({ values }) => {
    const { allExtracts } = await import("../extracts/all_extracts.ts");
    const { dataDictionary } = await import("../dictionary/data_dictionary.ts");
    const { dictionaryPage } = await import("../dictionary/dictionary_page.ts");
    const { templateWorkbook } = await import("../dictionary/template_workbook.ts");
    const { replaceFolder } = await import("../files/replace_folder.ts");

    const folder = join(values.out, "dictionary");
    const extracts = await allExtracts();
    const markdown = dataDictionary(extracts);
    const files = new Map<string, string | Uint8Array>([
      ["data-dictionary.md", markdown],
      ["data-dictionary.html", await dictionaryPage(markdown)],
    ]);
    for (const extract of extracts) files.set(`templates/${extract.name}.xlsx`, await templateWorkbook(extract));
    await replaceFolder(folder, files, (path) => OURS.test(path) ? "replaced" : "foreign");

    if (values.json) {
      console.log(JSON.stringify({ folder, files: [...files.keys()] }, null, 2));
    } else {
      for (const file of files.keys()) console.log(relative(Deno.cwd(), join(folder, file)));
      console.error(`${extracts.length} extracts in ${folder}`);
    }
    return EXIT.done;
  },
});
