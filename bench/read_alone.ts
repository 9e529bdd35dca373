import { openWorkbook } from "../etl/workbook/open_workbook.ts";

/** Reads every cell of a workbook's first sheet with the project's reader, into nothing. */
const { sheets: [sheet] } = await openWorkbook(Deno.args[0]!);
let rows = 0;
for await (const batch of sheet!.rows()) rows += batch.length;
console.log(rows);
