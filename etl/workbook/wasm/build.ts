import { compileScanRows } from "./compile_scan_rows.ts";

/** `deno task wasm`: compiles the scanner of rows anew. */
await Deno.writeFile(new URL("scan_rows.wasm", import.meta.url), await compileScanRows());
