/// <reference lib="dom" />
import type { Contents } from "../contents.ts";
import { writeAddress } from "./address.ts";
import { element } from "./element.ts";
import { CancelledError, type Engine } from "./engine.ts";
import { mark } from "./query_list.ts";
import { monthName } from "./show_value.ts";
import { ALL_TILES } from "./tiles/all_tiles.ts";
import type { MonthContext, Tile } from "./tiles/tile.ts";

/** The month at a glance: a tile a question, each with the query it answers. */
export class MonthPage {
  readonly node: HTMLElement = element("section", { class: "month", "aria-labelledby": "month-title" });
  #shown = "";

  constructor(readonly contents: Contents, readonly engine: Engine) {}

  /** @param month `yyyy-mm` */
  async show(month: string, region: string): Promise<void> {
    if (this.#shown === `${month} ${region}`) return;
    this.#shown = `${month} ${region}`;
    const first = `${month}-01`;
    const tiles = ALL_TILES.map((tile) => ({ tile, body: element("div", { class: "body" }) }));
    this.node.replaceChildren(
      element("h1", { id: "month-title" }, `${monthName(first)} at a glance`, region === "" ? "" : `: ${region}`),
      element("div", { class: "tiles" }, ...tiles.map(({ tile, body }) => frame(tile, body))),
    );
    this.node.setAttribute("aria-busy", "true");
    try {
      const periods = await this.engine.ask(
        `select report_number, period from annex_periods where annex_month = date '${first}'`,
      );
      const context: MonthContext = {
        month: first,
        region,
        periods: new Map(periods.records().map((row) => [Number(row.report_number), String(row.period)])),
      };
      for (const { tile, body } of tiles) {
        if (this.#shown !== `${month} ${region}`) return;
        await this.#fill(tile, body, context);
      }
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    } finally {
      if (this.#shown === `${month} ${region}`) this.node.removeAttribute("aria-busy");
    }
  }

  async #fill(tile: Tile, body: HTMLElement, context: MonthContext): Promise<void> {
    const held = this.contents.withheld.find(({ name }) => name === tile.view);
    if (held !== undefined) {
      body.replaceChildren(element("p", {}, "Held above this page's class: ", mark(held.classification)));
      return;
    }
    const sql = tile.sql(context);
    const link = writeAddress({ page: "ask", sql, month: "", region: "", show: "table" });
    try {
      const answer = await this.engine.ask(sql);
      body.replaceChildren(...tile.draw(answer.records(), context, answer));
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      body.replaceChildren(element("pre", { class: "error" }, (error as Error).message));
    }
    body.append(element(
      "p",
      { class: "open" },
      element("a", { href: link }, "Open the query", element("span", { class: "unseen" }, ` of ${tile.title}`)),
    ));
  }
}

function frame({ name, title, isWide }: Tile, body: HTMLElement): HTMLElement {
  body.append(element("p", { class: "waiting" }, "…"));
  return element(
    "section",
    { class: isWide ? "tile wide" : "tile", id: `tile-${name}`, "aria-labelledby": `title-${name}` },
    element("h2", { id: `title-${name}` }, title),
    body,
  );
}
