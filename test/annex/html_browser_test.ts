import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TableSet } from "../../etl/tables/table_set.ts";
import { htmlDocument } from "../../etl/annex/html_document.ts";
import { findChromium, Page } from "../workbench/browser.ts";
import { drawn } from "./drawn.ts";
import { HOSTILE_SET } from "./hostile.ts";
import { JULY_2019_AMBER } from "./july_2019.ts";

/** Loads a page in a phone's width and tells how wide it came out, and what sticks out of it without a box to scroll in. */
async function measureOnPhone(chromium: string, html: string): Promise<{ page: number; outside: string[] }> {
  const folder = await Deno.makeTempDir({ prefix: "annexa" });
  const file = join(folder, "annex.html");
  await Deno.writeTextFile(file, html);
  try {
    await using page = await Page.open(chromium, 360, 900);
    await page.go(pathToFileURL(file).href);
    await page.until("location.protocol === 'file:' && document.readyState === 'complete'");
    return await page.evaluate(`({
      page: document.documentElement.scrollWidth,
      outside: [...document.body.querySelectorAll("*")]
        .filter((element) => !element.closest(".scroll, .skip") && element.getBoundingClientRect().right > 360)
        .map((element) => element.tagName + " " + element.textContent.slice(0, 40)),
    })`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const chromium = findChromium();
// The longest text Excel takes costs a browser seconds to lay out, and shows nothing that one of 255 does not.
const hostile: TableSet = {
  ...HOSTILE_SET,
  tables: HOSTILE_SET.tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) => row.map((value) => typeof value === "string" ? value.slice(0, 255) : value)),
  })),
};
const name = "htmlDocument() never makes the page wider than a 360 px screen";
if (chromium === undefined) {
  // Said in the name, as a quiet run shows nothing a module prints.
  Deno.test.ignore(`${name}: NOT RUN, as no Chromium is on the PATH (apt-get install -y chromium)`, () => {});
} else {
  Deno.test(name, async () => {
    for (const set of [JULY_2019_AMBER, hostile]) {
      deepStrictEqual(await measureOnPhone(chromium, await htmlDocument(await drawn(set))), { page: 360, outside: [] });
    }
  });
}
