import { Worker } from "node:worker_threads";
import type { SheetjsMessage } from "./sheetjs_worker.ts";
import { refuse, type SpreadsheetFile } from "./spreadsheet_file.ts";
import type { Row, Sheet, Workbook } from "./workbook.ts";

/** In MB of heap: SheetJS takes some fifty times what it reads, and what is damaged may make it take all there is. */
const heapFor = (megabytes: number) => Math.min(4096, 512 + 80 * Math.ceil(megabytes));
/** In milliseconds: SheetJS reads more than a megabyte a second on a slow machine, and what is damaged may never end. */
const timeFor = (megabytes: number) => 20_000 * (1 + megabytes);

/** A thread that has ended its work and the heap it may take; kept, as starting one takes longer than most files to read. */
let idle: { readonly worker: Worker; readonly heap: number } | null = null;

function startWorker(heap: number): Worker {
  if (idle !== null && idle.heap >= heap) {
    const { worker } = idle;
    idle = null;
    worker.ref();
    return worker;
  }
  return new Worker(new URL("./sheetjs_worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heap },
  });
}

/** Starts the thread that {@linkcode sheetjsWorkbook} will want, while there is other work. */
export function startSheetjs(): void {
  const heap = heapFor(1);
  if (idle !== null) return;
  const worker = startWorker(heap);
  worker.unref();
  idle = { worker, heap };
}

/**
 * A workbook read whole through SheetJS: for the formats the project has no reader of its own for. It must have passed
 * the pre-flight of its format, because SheetJS opens much that is broken as if it were empty.
 *
 * It is read in a thread of its own, bounded in memory and time: a few damaged bytes may say that a text is two billion
 * letters long, and SheetJS believes them.
 *
 * @param bytes The whole file, or the workbook stream of an `.xls` file alone; the thread takes them over
 * @param size How many bytes it is, unpacked
 * @param time How long to wait for it, in milliseconds
 * @throws {UserError} exit 4
 */
export async function sheetjsWorkbook(
  file: SpreadsheetFile,
  bytes: Uint8Array<ArrayBuffer>,
  size: number = bytes.length,
  time: number = timeFor(size / 1e6),
): Promise<Workbook> {
  const damaged = (how: string) =>
    refuse(file, `it is damaged: ${how}; open it in Excel and save it again, or ask the sender for it again`);
  const sheets: Sheet[] = [];
  let batches: (readonly Row[])[] = [];
  const heap = heapFor(size / 1e6);
  const worker = startWorker(heap);
  let isReusable = false;
  worker.postMessage(bytes, [bytes.buffer]);
  const deadline = setTimeout(() => void worker.terminate(), time);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on("message", (message: SheetjsMessage) => {
        switch (message.kind) {
          case "sheet": {
            const rows: (readonly Row[])[] = batches = [];
            const { name, visibility, hiddenColumns } = message;
            sheets.push({
              name,
              visibility,
              async *rows() {
                yield* rows;
              },
              hiddenColumns: () => Promise.resolve(hiddenColumns),
            });
            break;
          }
          case "rows":
            batches.push(message.rows);
            break;
          case "end":
            isReusable = true;
            resolve();
            break;
          case "refused":
            reject(refuse(file, message.reason));
        }
      });
      worker.on("error", (error: Error & { code?: string }) => {
        const isFull = error.code === "ERR_WORKER_OUT_OF_MEMORY";
        reject(damaged(isFull ? "what it says it holds is more than its size allows" : error.message));
      });
      worker.on("exit", () => reject(damaged("reading it does not come to an end")));
    });
  } finally {
    clearTimeout(deadline);
    worker.removeAllListeners();
    if (isReusable && idle === null) {
      worker.unref();
      idle = { worker, heap };
    } else await worker.terminate();
  }
  return { format: file.format, sheets };
}
