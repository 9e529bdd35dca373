import { deepStrictEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { generateSamples } from "../../data/samples/generate.ts";
import { INBOX, readSampleBook } from "./read_sample.ts";

const FILES = [...Deno.readDirSync(INBOX)].map(({ name }) => name).sort();

Deno.test("generateSamples() writes the committed inbox, byte for byte", async () => {
  const folder = await Deno.makeTempDir();
  try {
    deepStrictEqual((await generateSamples(folder)).sort(), FILES);
    for (const name of FILES) {
      const [made, committed] = await Promise.all([
        Deno.readFile(join(folder, name)),
        Deno.readFile(join(INBOX, name)),
      ]);
      ok(made.length === committed.length && made.every((byte, at) => byte === committed[at]), `${name} differs`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("sample inbox holds every format an extract may come in and stays under 6 MB", () => {
  for (const ending of [".xlsx", ".xls", ".xlsb", ".ods", ".csv"]) {
    ok(FILES.some((name) => name.endsWith(ending)), `no ${ending}`);
  }
  const bytes = FILES.reduce((sum, name) => sum + Deno.statSync(join(INBOX, name)).size, 0);
  ok(bytes < 6_000_000, `${bytes} bytes`);
});

Deno.test("sample workbooks say on their face that they are synthetic", () => {
  for (const name of FILES) {
    const book = readSampleBook(name);
    book.SheetNames.forEach((sheetName, index) => {
      if (book.Workbook?.Sheets?.[index]?.Hidden) return;
      const top = texts(book.Sheets[sheetName]!).slice(0, 6).join("\n");
      ok(top.includes("SYNTHETIC SAMPLE DATA"), `${name}, sheet ${sheetName}`);
    });
  }
});

Deno.test("sample workbooks name no person or company, only numbered Users and EUI-64 shaped identifiers", () => {
  for (const name of FILES) {
    const book = readSampleBook(name);
    for (const sheetName of book.SheetNames) {
      for (const text of texts(book.Sheets[sheetName]!)) {
        ok(!/\b(Ltd|Limited|plc|LLP|Inc|Mr|Mrs|Ms|Dr)\b/.test(text), `${name}, ${sheetName}: ${text}`);
        ok(!/[\w.]+@[\w.]+/.test(text), `${name}, ${sheetName}: ${text}`);
        if (text.startsWith("90-")) {
          ok(/^([0-9A-F]{2}-){7}[0-9A-F]{2}(\|.*)?$/.test(text), `${name}, ${sheetName}: ${text}`);
        }
        if (/^User (?!ID$|Name$|Role$)/.test(text)) ok(/^User \d{3}$/.test(text), `${name}, ${sheetName}: ${text}`);
      }
    }
  }
});

function texts(sheet: ReturnType<typeof readSampleBook>["Sheets"][string]): string[] {
  return Object.entries(sheet).filter(([address]) => !address.startsWith("!")).map(([, cell]) =>
    String(cell.v).replace(/\s+/g, " ").trim()
  );
}
