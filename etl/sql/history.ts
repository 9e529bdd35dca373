import { dirname, join } from "node:path";
import { blankSql } from "./blank_sql.ts";

/** How many statements are kept. */
const KEPT = 1000;

/**
 * The statements typed in the shell, newest first, kept in a file from one shell to the next.
 *
 * Only the user can read the file, as a query may name a User. Each statement is appended when it is run, so that two
 * shells at once both leave theirs.
 */
export class History {
  readonly #path: string | null;
  #entries: string[];

  private constructor(path: string | null, entries: string[]) {
    this.#path = path;
    this.#entries = entries;
  }

  /** Reads what is kept; a file that is missing or cannot be read is an empty history. Null keeps none. */
  static async open(path: string | null): Promise<History> {
    const text = path === null ? "" : await Deno.readTextFile(path).catch(() => "");
    const entries = unique(text.split("\n").filter((line) => line !== "").reverse());
    if (path !== null && text.length > 0 && text.split("\n").length > 2 * KEPT) {
      await Deno.writeTextFile(path, [...entries].reverse().join("\n") + "\n", { mode: 0o600 }).catch(() => {});
    }
    return new History(path, entries);
  }

  /** Newest first, as `node:readline` wants them. */
  get entries(): readonly string[] {
    return this.#entries;
  }

  /**
   * Adds a statement as one line, without its line comments. Text in quotes that runs over several lines cannot be one
   * line: its lines are kept one by one.
   */
  async add(statement: string): Promise<void> {
    const lines = asLines(statement);
    this.#entries = unique([...lines.toReversed(), ...this.#entries]);
    if (this.#path === null || lines.length === 0) return;
    try {
      await Deno.mkdir(dirname(this.#path), { recursive: true });
      await Deno.writeTextFile(this.#path, lines.join("\n") + "\n", { append: true, mode: 0o600 });
    } catch {
      // A home that cannot be written to keeps no history; the shell works as well without.
    }
  }
}

/**
 * Where the shell keeps its history: `annexa/sql_history` in the user's folder for state; null when there is none.
 *
 * @param environment The environment's variables
 *
 * @example
 * ```ts
 * import { historyPath } from "./history.ts";
 * import { match, strictEqual } from "node:assert/strict";
 * match(historyPath({ HOME: "/home/ada" }) ?? "", /sql_history$/);
 * strictEqual(historyPath({}), null);
 * ```
 */
export function historyPath(environment: Readonly<Record<string, string | undefined>>): string | null {
  const { XDG_STATE_HOME, LOCALAPPDATA, HOME } = environment;
  const state = XDG_STATE_HOME || LOCALAPPDATA || (HOME && join(HOME, ".local", "state"));
  return state ? join(state, "annexa", "sql_history") : null;
}

function asLines(statement: string): string[] {
  const { code } = blankSql(statement);
  const physical = statement.trim().split(/\r?\n/);
  if (physical.length === 1) return physical.filter((line) => line !== "");
  const hasQuotedBreak = [...statement.matchAll(/\n/g)].some(({ index }) => code[index] === "x");
  if (hasQuotedBreak) return physical.filter((line) => line.trim() !== "");
  const joined = withoutComments(statement, code).replace(/\s*\n\s*/g, " ").trim();
  return joined === "" ? [] : [joined];
}

/** Line comments would swallow the lines joined behind them. Their text is blank in `code`, and only theirs is. */
function withoutComments(statement: string, code: string): string {
  return statement.replace(/--[^\n]*/g, (comment, index: number) => code[index] === " " ? "" : comment);
}

function unique(entries: readonly string[]): string[] {
  return [...new Set(entries)].slice(0, KEPT);
}
