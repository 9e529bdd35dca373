import asc from "assemblyscript/asc";

/**
 * Compiles the row scanner `scan_rows.as` to WebAssembly. Returns the bytes of `scan_rows.wasm`.
 *
 * @throws {Error} with the compiler's messages
 */
export async function compileScanRows(): Promise<Uint8Array<ArrayBuffer>> {
  const source = await Deno.readTextFile(new URL("scan_rows.as", import.meta.url));
  let compiled: Uint8Array<ArrayBuffer> | undefined;
  const options = ["--optimizeLevel", "3", "--shrinkLevel", "0", "--converge", "--noAssert", "--noExportMemory"];
  const { error, stderr } = await asc.main(
    [
      "scan_rows.ts",
      ...options,
      "--runtime",
      "stub",
      "--importMemory",
      "--enable",
      "bulk-memory",
      "--outFile",
      "out.wasm",
    ],
    {
      readFile: (name) => name === "scan_rows.ts" ? source : null,
      writeFile: (name, content) => {
        if (name === "out.wasm") compiled = content as Uint8Array<ArrayBuffer>;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || compiled === undefined) throw new Error(`Cannot compile scan_rows.as: ${stderr}`);
  return compiled;
}
