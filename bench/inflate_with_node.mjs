import { open } from "node:fs/promises";
import { createInflateRaw } from "node:zlib";

/** Inflates the first sheet of a workbook and counts its bytes with Node's own zlib, which works in a thread beside. */
const file = await open(process.argv[2]);
const packed = await file.readFile();
const name = "xl/worksheets/sheet1.xml";
const header = packed.indexOf(name) - 30; // The first mention is its local header's.
const start = header + 30 + packed.readUInt16LE(header + 26) + packed.readUInt16LE(header + 28);
const inflater = createInflateRaw();
inflater.end(packed.subarray(start));
let bytes = 0;
for await (const chunk of inflater) bytes += chunk.length;
console.log(bytes);
