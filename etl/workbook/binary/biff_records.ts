/** A record of the workbook stream of an `.xls` file (MS-XLS 2.1.4), followed by its Continue records. */
export interface BiffRecord {
  readonly type: number;
  readonly body: DataView;
  readonly continued: readonly DataView[];
}

const BOF = 0x0809;
const EOF = 0x000a;
const CONTINUE = 0x003c;

/**
 * Lists the records of the substream at `at`, from its BOF to its EOF. Nested substreams, such as charts, are left out.
 *
 * @param view The workbook stream. Its records must be checked
 */
export function* biffRecords(view: DataView, at: number): Generator<BiffRecord> {
  let depth = 0;
  do {
    const type = view.getUint16(at, true);
    const body = bodyAt(view, at);
    at += 4 + body.byteLength;
    if (type === BOF) depth++;
    if (type === EOF) depth--;
    const continued: DataView[] = [];
    while (at + 4 <= view.byteLength && view.getUint16(at, true) === CONTINUE) {
      const more = bodyAt(view, at);
      continued.push(more);
      at += 4 + more.byteLength;
    }
    if (depth === 1) yield { type, body, continued };
  } while (depth > 0);
}

function bodyAt(view: DataView, at: number): DataView {
  return new DataView(view.buffer, view.byteOffset + at + 4, view.getUint16(at + 2, true));
}
