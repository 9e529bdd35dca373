/// <reference lib="dom" />
import { grouped } from "../../text/grouped.ts";
import type { Contents } from "../contents.ts";
import { type Address, writeAddress } from "./address.ts";
import type { Answer } from "./answer.ts";
import { downloadCsv } from "./download_csv.ts";
import { makeEditor } from "./editor.ts";
import { element } from "./element.ts";
import { CancelledError, type Engine } from "./engine.ts";
import { hasRegion, monthColumn, type Narrowing, narrowQuery, oneStatement } from "./narrow_query.ts";
import { queryList } from "./query_list.ts";
import { resultTable } from "./result_table.ts";
import { monthName } from "./show_value.ts";

/** The page where a question is asked and answered. */
export class AskPage {
  readonly node: HTMLElement;
  readonly #editor;
  readonly #said = element("p", { class: "said", role: "status", "aria-live": "polite" });
  readonly #result = element("div", { class: "result" });
  readonly #tabs = element("p", { class: "tabs" });
  readonly #stop: HTMLButtonElement;
  #address: Address = { page: "ask", sql: "", month: "", region: "", show: "table" };
  #answer: Answer | null = null;
  #sortBy: Narrowing["sortBy"] = null;
  #turn = 0;

  constructor(contents: Contents, readonly engine: Engine) {
    this.#editor = makeEditor(contents, () => this.#go());
    this.#stop = element("button", { type: "button", hidden: true, onclick: () => void engine.cancel() }, "Stop");
    const run = element("button", { type: "button", class: "button", id: "run", onclick: () => this.#go() }, "Run");
    const copy = element("button", { type: "button", onclick: () => this.#copyLink() }, "Copy link");
    this.node = element(
      "section",
      { class: "ask", "aria-labelledby": "ask-title" },
      queryList(contents, () => this.#editor.focus()),
      element(
        "div",
        { class: "work" },
        element("h1", { id: "ask-title" }, "Ask"),
        element("p", { class: "hint" }, "One query that reads. Ctrl+Enter runs it, Ctrl+Space completes a name."),
        this.#editor.node,
        element("p", { class: "actions" }, run, this.#stop, copy, this.#tabs),
        this.#said,
        this.#result,
      ),
    );
  }

  /** Shows what an address asks; asks it only when the question changed. */
  show(address: Address): void {
    const before = this.#address;
    this.#address = address;
    if (address.sql === "") return;
    if (address.sql !== this.#editor.read()) this.#editor.write(address.sql);
    const isNew = before.sql !== address.sql || before.month !== address.month || before.region !== address.region;
    if (isNew || this.#answer === null) {
      this.#sortBy = null;
      void this.#ask();
    } else this.#draw();
  }

  /** Puts the editor's query into the address, which asks it; a query asked before is asked again. */
  #go(): void {
    const address = { ...this.#address, page: "ask", sql: this.#editor.read() } as const;
    const hash = writeAddress(address);
    if (hash === location.hash) void this.#ask();
    else location.hash = hash;
  }

  async #ask(): Promise<void> {
    const turn = ++this.#turn;
    const started = performance.now();
    this.#say("Running…");
    this.#stop.hidden = false;
    this.#result.setAttribute("aria-busy", "true");
    try {
      const sql = oneStatement(this.#address.sql);
      const { month, region } = this.#address;
      const narrowing = { month, region, sortBy: this.#sortBy };
      const isNarrowed = month !== "" || region !== "" || this.#sortBy !== null;
      // A query of no rows tells the columns, and so what the pickers act on.
      const columns = isNarrowed ? (await this.engine.ask(`select * from (\n${sql}\n) as answer limit 0`)).columns : [];
      const answer = await this.engine.ask(narrowQuery(sql, columns, narrowing));
      if (turn !== this.#turn) return;
      this.#answer = answer;
      this.#say(this.#summary(answer, performance.now() - started));
      this.#draw();
    } catch (error) {
      if (turn === this.#turn) this.#fail(error as Error);
    } finally {
      if (turn === this.#turn) {
        this.#stop.hidden = true;
        this.#result.removeAttribute("aria-busy");
      }
    }
  }

  #summary({ rowCount, columns }: Answer, milliseconds: number): string {
    const { month, region } = this.#address;
    const kept = [
      month !== "" && monthColumn(columns) !== null ? monthName(month) : "",
      region !== "" && hasRegion(columns) ? region : "",
    ].filter((part) => part !== "");
    const only = kept.length === 0 ? "" : ` of ${kept.join(", ")} only`;
    return `${grouped(rowCount)} ${rowCount === 1 ? "row" : "rows"}${only}, in ${(milliseconds / 1000).toFixed(2)} s`;
  }

  #draw(): void {
    const answer = this.#answer;
    if (answer === null) return;
    const link = (show: Address["show"], text: string) =>
      element("a", {
        href: writeAddress({ ...this.#address, show }),
        "aria-current": this.#address.show === show ? "true" : false,
      }, text);
    const download = element("button", {
      type: "button",
      id: "download",
      onclick: () => void downloadCsv(answer, "answer.csv"),
    }, "Download CSV");
    this.#tabs.replaceChildren(link("table", "Table"), " ", link("chart", "Chart"), " ", download);
    if (answer.rowCount === 0) this.#result.replaceChildren(element("p", {}, "No row answers this."));
    else if (this.#address.show === "chart") void this.#drawChart(answer);
    else this.#result.replaceChildren(resultTable(answer, this.#sortBy, (column) => this.#sort(column)));
  }

  async #drawChart(answer: Answer): Promise<void> {
    this.#result.replaceChildren(element("p", { class: "waiting" }, "…"));
    const { resultChart } = await import("./result_chart.ts");
    if (answer === this.#answer && this.#address.show === "chart") this.#result.replaceChildren(resultChart(answer));
  }

  #sort(column: number): void {
    const isDescending = this.#sortBy?.column === column && !this.#sortBy.isDescending;
    this.#sortBy = { column, isDescending };
    void this.#ask();
  }

  #fail(error: Error): void {
    this.#answer = null;
    this.#tabs.replaceChildren();
    this.#result.replaceChildren();
    if (error instanceof CancelledError) return this.#say("Stopped.");
    this.#say("The query was not answered.");
    const message = element("pre", { class: "error", role: "alert", tabindex: "0" }, error.message);
    this.#result.replaceChildren(message);
  }

  #say(text: string): void {
    this.#said.textContent = text;
  }

  async #copyLink(): Promise<void> {
    const link = new URL(writeAddress({ ...this.#address, sql: this.#editor.read() }), location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      this.#say("The link is copied: it holds the query, not the data.");
    } catch {
      location.hash = new URL(link).hash;
      this.#say("The link is in the address bar.");
    }
  }
}
