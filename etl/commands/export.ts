import { join } from "node:path";
import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand } from "../cli/command.ts";
import { grouped } from "../text/grouped.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `export`: what an audience may see, as Parquet; or one view as a workbook. */
export const exportCommand = defineCommand({
  summary: "writes what an audience may see as Parquet, partitioned by month, or one view as a workbook",
  usage: "--to DIR [--audience CLASS] [--xlsx VIEW] [--warehouse FILE] [--json]",
  options: {
    to: { type: "string", value: "DIR", help: "the folder to write; an earlier export in it is replaced" },
    audience: COMMON.audience,
    xlsx: { type: "string", value: "VIEW", help: "writes DIR/VIEW.xlsx instead, with nothing else of DIR touched" },
    warehouse: COMMON.warehouse,
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    ["deno task export --to out/parquet", "every White table and view, with manifest.json and datapackage.json"],
    ["deno task export --to out --xlsx csr_variance_summary", "out/csr_variance_summary.xlsx"],
  ],
  run: async ({ values }) => {
    const folder = values.to;
    if (folder === undefined || folder === "") {
      throw new UserError(EXIT.wrongUsage, "Cannot export without a folder: add --to DIR, such as --to out/parquet");
    }
    const audience = parseClassification(values.audience);
    const warehouse = values.warehouse;
    if (values.xlsx !== undefined) {
      const view = values.xlsx;
      const { exportWorkbook } = await import("../export/export_workbook.ts");
      const { writeFile } = await import("../files/write_file.ts");
      const { bytes, rows } = await exportWorkbook(warehouse, view, audience);
      await Deno.mkdir(folder, { recursive: true });
      const path = join(folder, `${view}.xlsx`);
      await writeFile(path, warehouse, (write) => write(bytes));
      console.log(values.json ? JSON.stringify({ audience, file: path, rows }, null, 2) : path);
      return EXIT.done;
    }
    const { exportParquet } = await import("../export/export_parquet.ts");
    const { ProgressLine } = await import("../cli/progress_line.ts");
    using progress = new ProgressLine();
    const { copy, files, rows } = await exportParquet(warehouse, folder, audience, (done, all, name) => {
      progress.show(`Writing ${done} of ${all}: ${name}`);
    });
    progress.clear();
    if (values.json) console.log(JSON.stringify({ audience, folder, rows, files, withheld: copy.withheld }, null, 2));
    else console.log(folder);
    console.error(
      `Wrote ${copy.relations.length} tables and views of class ${audience} or below: ${
        grouped(rows)
      } rows in ${files.length} files; ${copy.withheld.length} views are above it`,
    );
    return EXIT.done;
  },
});
