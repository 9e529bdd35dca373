import { ZipPackage } from "../etl/workbook/zip/zip_package.ts";

/** Inflates the first sheet of a workbook and counts its bytes, nothing else: the work no reader can do without. */
const parts = await ZipPackage.open(Deno.args[0]!);
let bytes = 0;
for await (const chunk of parts.stream(parts.find("xl/worksheets/sheet1.xml")!, Infinity)) bytes += chunk.length;
console.log(bytes);
