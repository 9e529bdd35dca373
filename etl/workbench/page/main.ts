/// <reference lib="dom" />
import type { Contents } from "../contents.ts";
import { type Address, readAddress, writeAddress } from "./address.ts";
import { AskPage } from "./ask_page.ts";
import { element } from "./element.ts";
import { Engine } from "./engine.ts";
import { MonthPage } from "./month_page.ts";
import { monthName } from "./show_value.ts";

const find = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
const state = find<HTMLElement>("state");
const month = find<HTMLSelectElement>("month");
const region = find<HTMLSelectElement>("region");

/** Months of the month's page, and of queries, newest first, as `yyyy-mm`. */
interface Choices {
  readonly annexMonths: readonly string[];
  readonly latest: string;
  readonly months: readonly string[];
  readonly regions: readonly string[];
}

/** The page's engine, for a reader's console as well: `(await import("./workbench.js")).engine.ask("from annex_months")`. */
export let engine: Engine;

async function start(): Promise<void> {
  const contents: Contents = await (await fetch("contents.json")).json();
  engine = new Engine(contents.warehouse);
  const ask = new AskPage(contents, engine);
  const glance = new MonthPage(contents, engine);
  find("main").append(glance.node, ask.node);
  const choices = readChoices(engine);
  choices.catch(() => {}); // Said below, where it is awaited.

  const show = async () => {
    const address = readAddress(location.hash);
    const isAsk = address.page === "ask";
    glance.node.hidden = isAsk;
    ask.node.hidden = !isAsk;
    mark(find("to-month"), !isAsk);
    mark(find("to-ask"), isAsk);
    document.title = `${isAsk ? "Ask" : "Month at a glance"} – Annexa workbench (${contents.label})`;
    const known = await choices;
    const shown = isAsk || known.annexMonths.includes(address.month) ? address.month : known.latest;
    offer(month, isAsk ? known.months : known.annexMonths, isAsk ? "All months" : null, shown, monthName);
    offer(region, known.regions, "All Regions", address.region, (name) => name);
    if (isAsk) ask.show(address);
    else if (shown === "") glance.node.replaceChildren(element("p", {}, "Nothing is loaded in this warehouse yet."));
    else await glance.show(shown, address.region);
  };
  const pick = () => {
    const address: Address = { ...readAddress(location.hash), month: month.value, region: region.value };
    location.hash = writeAddress(address);
  };
  month.addEventListener("change", pick);
  region.addEventListener("change", pick);
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

async function readChoices(engine: Engine): Promise<Choices> {
  const list = async (sql: string) => (await engine.ask(sql)).records().map((row) => String(Object.values(row)[0]));
  const annexMonths = await list("select strftime(annex_month, '%Y-%m') as m from annex_months order by m desc");
  // The last month may carry little yet: open on the latest one that has half of its reports.
  const [latest] = await list(`select strftime(annex_month, '%Y-%m') as m from month_status group by annex_month
    having count(*) filter (where data_status = 'loaded') * 2 >= count(*) filter (where data_status <> 'not required')
    order by m desc limit 1`);
  return {
    annexMonths,
    latest: latest ?? annexMonths[0] ?? "",
    months: await list(
      "select distinct strftime(period, '%Y-%m') as m from ledger.loads where period is not null order by m desc",
    ),
    regions: await list("select distinct region from performance_levels where region <> 'National' order by region"),
  };
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
