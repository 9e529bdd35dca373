import { join } from "node:path";
import { type Command, COMMON } from "../command.ts";
import { EXIT } from "../user_error.ts";

/** `rap`: what of the Reproducible Analytical Pipeline levels and the accessible-spreadsheet checklist is met. */
export const rap: Command = {
  summary:
    "checks this repository and its last outputs against the RAP levels and the accessible-spreadsheet checklist",
  usage: "[--out DIR] [--json]",
  options: { out: { ...COMMON.out, help: "the folder of the outputs to check" }, json: COMMON.json },
  positionals: 0,
  examples: [
    ["deno task rap", "each item: met, not met, or for a person to attest, and the evidence; 5 when one is not met"],
    ["deno task rap --out out/demo --json", "the same of the demo's outputs, as JSON"],
  ],
  run: async ({ values }) => {
    const { PROJECT } = await import("../warehouse/definitions.ts");
    const { repositoryItems } = await import("../rap/repository_items.ts");
    const { listFiles } = await import("../list_files.ts");
    const { readWrittenWorkbook } = await import("../rap/read_written_workbook.ts");
    const { workbookItems } = await import("../rap/workbook_items.ts");
    const { decided } = await import("../rap/rap_item.ts");
    const out = values.out as string;
    const items = await repositoryItems(PROJECT, out);
    // A blank template is filled in and loaded, not published: its first row must be its header.
    const workbooks = (await listFiles(out)).filter((path) =>
      path.endsWith(".xlsx") && !/(?:^|\/)dictionary\/templates\//.test(path)
    );
    if (workbooks.length === 0) {
      items.push(
        decided("Accessible spreadsheets", "Workbooks to check", false, `no .xlsx under ${out}: run deno task annex`),
      );
    }
    for (const path of workbooks) {
      const place = join(out, path);
      items.push(...workbookItems(place, readWrittenWorkbook(await Deno.readFile(place))));
    }
    if (values.json) console.log(JSON.stringify(items, null, 2));
    else {
      const { describeRap } = await import("../rap/describe_rap.ts");
      console.log(describeRap(items));
    }
    const failed = items.filter(({ status, isEssential }) => status === "not met" && isEssential).length;
    const open = items.filter(({ status }) => status === "person").length;
    console.error(`${items.length} items: ${failed} essential ones not met, ${open} for a person to attest`);
    return failed === 0 ? EXIT.done : EXIT.claimFalse;
  },
};
