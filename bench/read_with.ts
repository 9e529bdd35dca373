/**
 * Reads every cell of a workbook's first sheet with another package and prints how many rows it found.
 *
 * `deno run -A bench/read_with.ts PACKAGE FILE`. The packages are fetched when they are asked for: a name in a variable is no
 * import, so that neither the product nor its lock file knows them.
 */
const PACKAGES: Readonly<Record<string, string>> = {
  sheetjs: "npm:@e965/xlsx@0.20.3",
  hucre: "npm:hucre@1.0.0",
  exceljs: "npm:exceljs@4.4.0",
};

const [name, path] = Deno.args as [string, string];
const library = await import(PACKAGES[name]!);

async function countRows(): Promise<number> {
  switch (name) {
    case "sheetjs": {
      const book = library.read(await Deno.readFile(path), { type: "array", dense: true });
      return book.Sheets[book.SheetNames[0]]["!data"].length;
    }
    case "hucre": {
      const book = await library.readXlsx(await Deno.readFile(path));
      return book.sheets[0].rows.length;
    }
    default: {
      const { default: exceljs } = library;
      const options = { worksheets: "emit", sharedStrings: "cache", styles: "cache" };
      let rows = 0;
      for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(path, options)) {
        for await (const row of sheet) if (row.values.length > 0) rows++;
      }
      return rows;
    }
  }
}

console.log(await countRows());
