/**
 * Why the OLE container of an `.xls` file cannot be read, as a clause for a refusal; null when it can.
 *
 * The records of the workbook stream are walked (MS-XLS 2.1.4): each substream that begins must end, so that a file that
 * is cut is not taken for a shorter one, and a FILEPASS record is a password.
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
const FILEPASS = 0x002f;

function checkRecords(stream: Uint8Array): string | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let depth = 0;
  for (let at = 0; at + 4 <= stream.length;) {
    const type = view.getUint16(at, true);
    if (type === FILEPASS) return "it is protected by a password; remove the password in Excel and save it again";
    if (type === BOF) depth++;
    if (type === EOF) depth--;
    // Behind the last substream stands padding.
    if (depth <= 0 && type !== EOF) break;
    at += 4 + view.getUint16(at + 2, true);
    if (at > stream.length) return "it is cut short; ask the sender for it again";
  }
  return depth === 0 ? null : "it is cut short; ask the sender for it again";
}
