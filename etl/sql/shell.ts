import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { UserError } from "../base/user_error.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { blankSql } from "./blank_sql.ts";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { complete } from "./complete.ts";
import { endProcess } from "./end_process.ts";
import { fileIdentity } from "./file_identity.ts";
import type { History } from "./history.ts";
import type { NamedQuery } from "./named_query.ts";
import { showQueryProgress } from "./show_query_progress.ts";
import { page } from "./page.ts";
import { parameterValues } from "./parameter_values.ts";
import { runQuery } from "./run_query.ts";
import { type Format, type Settings, TABLE_ROWS } from "./settings.ts";
import { runShellCommand, SHELL_COMMANDS } from "./shell_commands.ts";
import type { ShellState } from "./shell_state.ts";
import { writeResult } from "./write_result.ts";

/** A terminal, or streams that stand for one in a test. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable & { readonly columns?: number; readonly rows?: number };
}

/** The keys that turn a page. */
const GO_ON: ReadonlySet<string> = new Set(["return", "enter", "space", "down", "pagedown"]);

/**
 * A prompt for SQL over a warehouse.
 *
 * Each query opens the published file anew, which takes some 20 ms: the shell never shows an old warehouse, and its being
 * open never stands in the way of a new one (Windows cannot replace an open file).
 */
export class Shell {
  readonly #terminal: Terminal;
  readonly #history: History;
  readonly #lines: Interface;
  readonly #state: ShellState;
  /** Interrupts what runs; null between queries. */
  #running: AbortController | null = null;
  /** What Up recalls: readline's own array, which it lets its listeners change. */
  #recalled: string[] = [];
  /** The lines of a statement that has not ended. */
  #pending: string[] = [];
  #catalogue: { readonly identity: string; readonly names: Catalogue } | null = null;
  #identity: string | null = null;
  /** Lines that came while a query ran. */
  readonly #waiting: string[] = [];
  #isBusy = false;
  /** Whether a key is waited for, and no line. */
  #isAsking = false;
  /** Aborted when nothing more can be typed. */
  readonly #end = new AbortController();

  /** @param settings What is set when the shell opens; a workbook cannot be printed and counts as a table */
  constructor(warehouse: string, settings: Settings, terminal: Terminal, history: History) {
    this.#terminal = terminal;
    this.#history = history;
    this.#state = {
      warehouse,
      openedFor: settings.audience,
      settings: settings.format === "xlsx" ? { ...settings, format: "table" } : settings,
      timing: true,
      lastQuery: null,
      hasEnded: false,
      get width() {
        return terminal.output.columns || undefined;
      },
    };
    this.#lines = createInterface({
      ...terminal,
      terminal: true,
      history: [...history.entries],
      historySize: 1000,
      removeHistoryDuplicates: true,
      completer: (line: string, done: (error: Error | null, found: [string[], string]) => void) => {
        this.#complete(line).then((found) => done(null, found), () => done(null, [[], ""]));
      },
    });
    // Readline keeps lines; what is worth recalling is statements, and those of `#pending` while they are written.
    this.#lines.on("history", (recalled: string[]) => {
      this.#recalled = recalled;
      this.#recall();
    });
    this.#lines.on("SIGINT", () => this.#interrupt());
    this.#lines.on("close", () => this.#end.abort());
  }

  /** Reads and answers until the analyst ends it. */
  async run(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const goOn = () => this.#takeAll().then((isOver) => isOver && resolve(), reject);
    this.#lines.on("line", (line) => {
      if (this.#isAsking) return;
      this.#waiting.push(line);
      goOn();
    });
    this.#lines.on("close", goOn);
    this.#prompt();
    await promise;
    this.#lines.close();
    if (!this.#state.hasEnded) this.#print("\n");
  }

  /**
   * Takes the lines that wait, and prompts after each: at once where no query runs, so that of several lines pasted
   * together each follows its prompt.
   *
   * @returns Whether the shell is at its end
   */
  async #takeAll(): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    try {
      while (this.#waiting.length > 0 && !this.#state.hasEnded) {
        const work = this.#take(this.#waiting.shift()!);
        if (work !== null) await work;
        if (!this.#state.hasEnded) this.#prompt();
      }
      return this.#state.hasEnded || this.#end.signal.aborted;
    } finally {
      this.#isBusy = false;
    }
  }

  /** @returns What it leads to; null for a line that is but a part of a statement */
  #take(line: string): Promise<void> | null {
    if (this.#pending.length === 0) {
      const word = line.trim().toLowerCase();
      // A `q` was meant for a page that had just ended.
      if (word === "" || word === "q") return null;
      // What other shells call them; no statement begins so.
      if (word === "help" || word === "quit" || word === "exit") {
        return this.#command(word === "help" ? ".help" : ".quit");
      }
      if (word.startsWith(".")) return this.#command(line);
    }
    this.#pending.push(line);
    const statement = this.#pending.join("\n");
    if (!blankSql(statement).code.trimEnd().endsWith(";")) return null;
    this.#pending = [];
    return this.#statement(statement);
  }

  async #command(line: string): Promise<void> {
    await this.#history.add(line.trim());
    await this.#attempt(async (signal) => {
      const outcome = await runShellCommand(this.#state, line, signal);
      return typeof outcome === "string" ? outcome : `${outcome.sql};\n\n${await this.#answer(outcome, signal)}`;
    });
  }

  async #statement(sql: string): Promise<void> {
    await this.#history.add(sql);
    await this.#attempt((signal) => this.#answer({ sql, audience: this.#state.settings.audience }, signal));
  }

  #recall(): void {
    this.#recalled.splice(0, this.#recalled.length, ...this.#pending.toReversed(), ...this.#history.entries);
  }

  /** Prints what some work gives, a page at a time, or what the user can mend. */
  async #attempt(work: (signal: AbortSignal) => Promise<string> | string): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      const text = await work(running.signal);
      const { output } = this.#terminal;
      const size = { rows: output.rows || Infinity, columns: output.columns || Infinity };
      await page(text, output, size, (question) => this.#ask(question, running.signal));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#print(`${error.message}\n`);
    } finally {
      this.#running = null;
    }
  }

  async #answer({ sql, audience }: NamedQuery, signal: AbortSignal): Promise<string> {
    const { warehouse: path, settings: { asOf, format, maxRows, timeoutSeconds }, timing } = this.#state;
    const news = await this.#noticePublication();
    using warehouse = await openReadOnly(path, { asOf, audience });
    const bounds = { audience, timeoutSeconds, signal, onStuck: endProcess };
    const result = await runQuery(warehouse.connection, sql, bounds);
    const shown = { format: format as Exclude<Format, "xlsx">, maxRows: maxRows ?? TABLE_ROWS };
    let text = "";
    const written = await writeResult(result, shown, (piece) => void (text += piece), this.#state.width);
    this.#state.lastQuery = { sql, audience };
    const counted = { rowCount: result.rowCount, seconds: timing ? result.seconds : null };
    const said = showQueryProgress(counted, written, {
      asOf,
      audience,
      classification: result.classification,
      more: ".max-rows",
    });
    return [...news, text.trimEnd(), ...said].join("\n") + "\n";
  }

  /** Says when another warehouse was published since the last query. */
  async #noticePublication(): Promise<string[]> {
    const before = this.#identity;
    this.#identity = await fileIdentity(this.#state.warehouse).catch(() => null);
    return before === null || before === this.#identity ? [] : ["A new warehouse was published since the last query"];
  }

  async #complete(line: string): Promise<[string[], string]> {
    if (this.#pending.length === 0 && line.startsWith(".")) return this.#completeCommand(line);
    return complete(await this.#names(), [...this.#pending, line].join("\n"));
  }

  async #completeCommand(line: string): Promise<[string[], string]> {
    const [name = "", argument, ...more] = line.split(/\s+/);
    const of = (candidates: Iterable<string>, fragment: string): [string[], string] => [
      [...candidates].filter((candidate) => candidate.startsWith(fragment)),
      fragment,
    ];
    if (argument === undefined) return of(Object.keys(SHELL_COMMANDS), name);
    if (name === ".query" && more.length > 0) return of(await this.#parameters(argument, more), more.at(-1)!);
    if (name === ".query" || name === ".queries") return of((await this.#names()).queries.keys(), argument);
    if (name === ".describe" || name === ".views") return of((await this.#names()).relations.keys(), argument);
    return [[], ""];
  }

  /** What can stand as the last of a query's parameters: its name, or with that its value. */
  async #parameters(query: string, words: readonly string[]): Promise<string[]> {
    const { queries, relations } = await this.#names();
    const columns = relations.get(query) ?? [];
    const last = words.at(-1)!;
    const equals = last.indexOf("=");
    if (equals === -1) {
      const given = new Set(words.map((word) => word.split("=", 1)[0]));
      const names = new Set([...queries.get(query) ?? [], ...columns]);
      return [...names].filter((name) => !given.has(name)).map((name) => `${name}=`);
    }
    const name = last.slice(0, equals);
    const { asOf, audience } = this.#state.settings;
    using warehouse = await openReadOnly(this.#state.warehouse, { asOf, audience });
    const values = await parameterValues(warehouse.connection, query, name, columns, audience);
    return values.map((value) => `${name}=${/[\s"']/.test(value) ? `"${value}"` : value}`);
  }

  async #names(): Promise<Catalogue> {
    const identity = await fileIdentity(this.#state.warehouse);
    if (this.#catalogue?.identity !== identity) {
      using warehouse = await openReadOnly(this.#state.warehouse);
      this.#catalogue = { identity, names: await readCatalogue(warehouse.connection) };
    }
    return this.#catalogue.names;
  }

  /** Ctrl-C: interrupts the query; between queries it drops what is typed. */
  #interrupt(): void {
    this.#print("^C\n");
    this.#waiting.length = 0;
    if (this.#running !== null) {
      this.#running.abort();
      return;
    }
    this.#pending = [];
    this.#clearLine();
    this.#prompt();
  }

  /**
   * Asks whether to go on, which a key answers: Enter, Space or what turns a page goes on, q or Escape does not.
   *
   * @returns false also when interrupted or at the end
   */
  #ask(question: string, signal: AbortSignal): Promise<boolean> {
    const stop = AbortSignal.any([signal, this.#end.signal]);
    if (stop.aborted) return Promise.resolve(false);
    const { input } = this.#terminal;
    this.#isAsking = true;
    this.#lines.setPrompt(question);
    this.#lines.prompt();
    return new Promise((resolve) => {
      const answer = (goesOn: boolean) => {
        input.off("keypress", hear);
        stop.removeEventListener("abort", end);
        this.#isAsking = false;
        resolve(goesOn);
      };
      const end = () => answer(false);
      const hear = (_: string | undefined, { name = "", ctrl }: { name?: string; ctrl?: boolean }) => {
        if (ctrl) return;
        // Readline has heard the key first, and typed it behind the question or broken the line.
        const isBroken = name === "return" || name === "enter";
        if (!isBroken) this.#clearLine();
        this.#print(isBroken ? "\u001b[1A\r\u001b[2K" : "\r\u001b[2K");
        if (GO_ON.has(name)) answer(true);
        else if (name === "q" || name === "escape") answer(false);
        else this.#lines.prompt();
      };
      stop.addEventListener("abort", end, { once: true });
      input.on("keypress", hear);
    });
  }

  /** Takes away what is typed. */
  #clearLine(): void {
    this.#lines.write(null, { ctrl: true, name: "e" });
    this.#lines.write(null, { ctrl: true, name: "u" });
  }

  #prompt(): void {
    if (this.#end.signal.aborted) return;
    this.#recall();
    const { asOf, audience } = this.#state.settings;
    const set = [...audience === null ? [] : [`for ${audience}`], ...asOf === null ? [] : [`as of ${asOf}`]];
    const ready = `${["annexa", ...set].join(" ")}> `;
    this.#lines.setPrompt(this.#pending.length === 0 ? ready : "...> ".padStart(ready.length));
    this.#lines.prompt();
  }

  #print(text: string): void {
    this.#terminal.output.write(text);
  }
}
