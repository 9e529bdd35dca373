import { join, sep } from "node:path";
import { EXIT, UserError } from "../base/user_error.ts";

/** What is in an inbox. */
export interface Inbox {
  /** The spreadsheets, sorted by name without its ending, numbers as numbers: `re-issue`, `re-issue 2`, `re-issue 10`. */
  readonly files: readonly string[];
  /** What was left out and why, a sentence each. */
  readonly notes: readonly string[];
  /** What must not be read and why, a sentence each. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
}

const SPREADSHEET = /\.(xlsx|xlsm|xlsb|xls|ods|csv|tsv)$/i;
/** What people and systems leave in a folder beside extracts. */
const BESIDE = /^(readme|licen[cs]e)\b|^(thumbs\.db|desktop\.ini)$/i;

/**
 * Lists the spreadsheets of a folder, not of folders in it. Excel's `~$` lock files, hidden files and files with another
 * ending are left out with a note, as is what is no file: to open a pipe would wait for its writer. A symbolic link that
 * leads out of the folder is refused. Files with another ending are refused, too, when there is nothing else: whoever put
 * them there meant them to be loaded.
 *
 * @throws {UserError} exit 2, when there is no such folder
 *
 * @example
 * ```ts
 * import { listInbox } from "./list_inbox.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const folder = await Deno.makeTempDir();
 * for (const name of ["b.csv", "a.XLSX", "~$a.xlsx"]) await Deno.writeTextFile(`${folder}/${name}`, "");
 * const { files, notes } = await listInbox(folder);
 * deepStrictEqual(files, [`${folder}/a.XLSX`, `${folder}/b.csv`]);
 * deepStrictEqual(notes, ['Skipped "~$a.xlsx": a lock file, the workbook is open in Excel']);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function listInbox(folder: string): Promise<Inbox> {
  const entries = (await readFolder(folder)).sort((left, right) => compareNames(left.name, right.name));
  const inside = await Deno.realPath(folder);
  const files: string[] = [];
  const notes: string[] = [];
  const refused: { path: string; reason: string }[] = [];
  const unread: { path: string; reason: string; note: string }[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const skip = (why: string) => notes.push(`Skipped "${entry.name}": ${why}`);
    if (entry.name.startsWith("~$")) skip("a lock file, the workbook is open in Excel");
    else if (entry.name.startsWith(".")) skip("a hidden file");
    else if (entry.isDirectory) skip("a folder; give it with --inbox to load it");
    else if (!SPREADSHEET.test(entry.name)) {
      const isFile = !entry.isSymlink && (await Deno.stat(path).catch(() => null))?.isFile === true;
      const { whatItIs } = await import("../workbook/what_it_is.ts");
      const known = isFile ? await whatItIs(path, entry.name) : null;
      skip(known ?? "not a spreadsheet by its ending");
      if (isFile && !BESIDE.test(entry.name)) {
        const reason = known ?? "its name ends like no spreadsheet's; save it as .xlsx or .csv, or remove it";
        unread.push({ path, reason: `Cannot load "${entry.name}" because ${reason}`, note: notes.at(-1)! });
      }
    } else if (entry.isSymlink && !await leadsInside(path, inside)) {
      refused.push({
        path,
        reason: `Cannot load "${entry.name}" because the link leads out of the inbox: copy the file into it`,
      });
    } else if ((await Deno.stat(path).catch(() => null))?.isFile === false) {
      skip("no file, but a pipe, a device or a link to a folder");
    } else files.push(path); // One that has just gone is missed when it is read.
  }
  if (files.length > 0 || refused.length > 0) return { files, notes, refused };
  return {
    files,
    notes: notes.filter((note) => unread.every((one) => one.note !== note)),
    refused: unread.map(({ path, reason }) => ({ path, reason })),
  };
}

/** Of two files for one period the last by name can be the one that counts. */
function compareNames(left: string, right: string): number {
  const [one, other] = [left, right].map((name) => name.replace(SPREADSHEET, "").split(/(\d+)/)) as [
    string[],
    string[],
  ];
  for (const [index, part] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    const difference = index % 2 === 0 ? 0 : Number(part) - Number(against);
    if (difference !== 0) return difference;
    if (part !== against) return part < against ? -1 : 1;
  }
  return one.length < other.length ? -1 : left < right ? -1 : 1;
}

async function readFolder(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot read inbox "${folder}" because there is no such folder: create it and put the extracts in it, or give ` +
        `--inbox DIR or the files themselves`,
    );
  }
}

async function leadsInside(path: string, inside: string): Promise<boolean> {
  try {
    return (await Deno.realPath(path)).startsWith(inside + sep);
  } catch {
    return false; // A link to nothing.
  }
}
