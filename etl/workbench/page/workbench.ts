/// <reference lib="dom" />
import type { Contents } from "../contents.ts";
import { type Address, readAddress, writeAddress } from "./address.ts";
import type { AskPage } from "./ask_page.ts";
import { dataAddress } from "./data_address.ts";
import { element } from "./element.ts";
import { Engine } from "./engine.ts";
import { MonthPage } from "./month_page.ts";
import { monthName } from "./show_value.ts";

const find = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
const state = find<HTMLElement>("state");
const month = find<HTMLSelectElement>("month");
const region = find<HTMLSelectElement>("region");

/** The page's engine, for a reader's console as well: `(await import("./workbench.js")).engine.ask("from annex_months")`. */
export const engine = new Engine();

async function start(): Promise<void> {
  const contents: Contents = await (await fetch(dataAddress("contents.json"))).json();
  const { choices: known } = contents;
  const glance = new MonthPage(contents, engine);
  find("main").append(glance.node);
  let ask: AskPage | null = null;
  const openAsk = async () => {
    const { AskPage } = await import("./ask_page.ts");
    if (ask === null) find("main").append((ask = new AskPage(contents, engine)).node);
    return ask;
  };

  const show = async () => {
    const address = readAddress(location.hash);
    const isAsk = address.page === "ask";
    glance.node.hidden = isAsk;
    if (ask !== null) ask.node.hidden = !isAsk;
    mark(find("to-month"), !isAsk);
    mark(find("to-ask"), isAsk);
    document.title = `${isAsk ? "Ask" : "Month at a glance"} – Annexa workbench (${contents.label})`;
    const shown = isAsk || known.annexMonths.includes(address.month) ? address.month : known.latest;
    offer(month, isAsk ? known.months : known.annexMonths, isAsk ? "All months" : null, shown, monthName);
    offer(region, known.regions, "All Regions", address.region, (name) => name);
    if (isAsk) {
      const page = await openAsk();
      page.node.hidden = false;
      page.show(address);
    } else if (shown === "") glance.node.replaceChildren(element("p", {}, "Nothing is loaded in this warehouse yet."));
    else await glance.show(shown, address.region);
  };
  const pick = () => {
    const address: Address = { ...readAddress(location.hash), month: month.value, region: region.value };
    location.hash = writeAddress(address);
  };
  month.addEventListener("change", pick);
  region.addEventListener("change", pick);
  // Its address would be read as another page's.
  document.querySelector("body > .skip")!.addEventListener("click", (event) => {
    event.preventDefault();
    find("main").focus();
  });
  addEventListener("hashchange", ({ oldURL }) => {
    // A reader of the screen starts at the top of another page.
    if (readAddress(new URL(oldURL).hash).page !== readAddress(location.hash).page) find("main").focus();
    show().catch(fail);
  });
  const shown = show();
  await engine.ready();
  state.textContent = "";
  document.body.dataset.ready = "true";
  await shown;
}

function mark(link: HTMLElement, isHere: boolean): void {
  if (isHere) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

/** @param all What stands for no choice; null where there must be one */
function offer(
  select: HTMLSelectElement,
  values: readonly string[],
  all: string | null,
  chosen: string,
  label: (value: string) => string,
): void {
  const known = chosen === "" || values.includes(chosen) ? values : [chosen, ...values];
  select.replaceChildren(
    ...(all === null ? [] : [element("option", { value: "" }, all)]),
    ...known.map((value) => element("option", { value }, label(value))),
  );
  select.value = chosen;
  select.disabled = false;
}

function fail(error: unknown): void {
  state.setAttribute("role", "alert");
  state.className = "error";
  state.textContent = `The workbench cannot start: ${(error as Error).message}`;
}

start().catch(fail);
