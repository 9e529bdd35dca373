/**
 * Why the OLE container of an `.xls` file cannot be read, as a clause for a refusal; null when it can.
 *
 * The records of the workbook stream are walked (MS-XLS 2.1.4): the substream of each sheet must be there to its end, so
 * that a file that is cut is not taken for a shorter one, and a FILEPASS record is a password.
 *
 * @param bytes The whole file
 */
export async function checkOle(bytes: Uint8Array): Promise<string | null> {
  const { CFB } = await import("@e965/xlsx");
  let names: string[];
  let stream: Uint8Array | undefined;
  try {
    const container: OleContainer = CFB.read(bytes, { type: "buffer" });
    names = container.FullPaths.map((path) => path.slice(path.indexOf("/") + 1));
    const content = (CFB.find(container, "/Workbook") ?? CFB.find(container, "/Book"))?.content;
    stream = content === undefined ? undefined : Uint8Array.from(content);
  } catch {
    return "its container is damaged or cut short; ask the sender for it again";
  }
  if (names.includes("EncryptedPackage")) {
    return "it is protected by a password; remove the password in Excel and save it again";
  }
  if (stream === undefined) {
    if (names.includes("WordDocument")) return "it is a Word document; save its table as a workbook";
    if (names.includes("PowerPoint Document")) return "it is a PowerPoint presentation; save its table as a workbook";
    return "it holds no workbook; check that the file is what its name says";
  }
  return checkRecords(stream);
}

/** What is used of SheetJS's CFB container, which it leaves untyped. */
interface OleContainer {
  readonly FullPaths: readonly string[];
}

const BOF = 0x0809;
const EOF = 0x000a;
const BOUNDSHEET = 0x0085;
const FILEPASS = 0x002f;
const CUT = "it is cut short; ask the sender for it again";

/** Walks the workbook's own substream, which lists the sheets, and then that of each sheet. */
function checkRecords(stream: Uint8Array): string | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const sheets: number[] = [];
  let isProtected = false;
  const isWhole = walk(view, 0, (type, at) => {
    if (type === BOUNDSHEET && at + 8 <= view.byteLength) sheets.push(view.getUint32(at + 4, true));
    if (type === FILEPASS) isProtected = true;
    return isProtected;
  });
  if (isProtected) return "it is protected by a password; remove the password in Excel and save it again";
  return isWhole && sheets.length > 0 && sheets.every((at) => walk(view, at, () => false)) ? null : CUT;
}

/** Whether a substream begins at `at` and, with all that is nested in it, ends; or `see` has seen enough. */
function walk(view: DataView, at: number, see: (type: number, at: number) => boolean): boolean {
  let depth = 0;
  while (at + 4 <= view.byteLength) {
    const type = view.getUint16(at, true);
    if (depth === 0 && type !== BOF) return false;
    if (see(type, at)) return true;
    if (type === BOF) depth++;
    if (type === EOF && --depth === 0) return true;
    at += 4 + view.getUint16(at + 2, true);
  }
  return false;
}
