import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { openReadOnly } from "../../etl/warehouse/open_warehouse.ts";
import { quoteIdentifier } from "../../etl/warehouse/quote.ts";
import { readTable } from "../../etl/warehouse/read_table.ts";
import { writeAddress } from "../../etl/workbench/page/address.ts";
import { serveFolder } from "../../etl/workbench/serve_folder.ts";
import { findChromium, Page } from "./browser.ts";
import { withWorkbench } from "./sample_workbench.ts";

const IS_MONTH_SHOWN =
  "document.body.dataset.ready && document.querySelector('.month:not([aria-busy]) #tile-movement .body p:not(.waiting)')";
const IS_ANSWERED =
  "document.querySelector('.result:not([aria-busy])').firstChild && !document.querySelector('.said').textContent.startsWith('Running')";
const CONTROL = 2;

const asking = (sql: string, more: Partial<Parameters<typeof writeAddress>[0]> = {}) =>
  writeAddress({ page: "ask", sql, month: "", region: "", show: "table", ...more });

async function ask(page: Page, hash: string): Promise<void> {
  // The answer before it goes first, so that what is waited for is this one.
  await page.evaluate(`document.querySelector(".result").replaceChildren(), location.hash = ${JSON.stringify(hash)}`);
  await page.until(IS_ANSWERED);
}

/** Values as text in any order of rows; doubles to the digits that adding them up in another order keeps. */
function comparable(rows: readonly (readonly unknown[])[]): string[] {
  const one = (value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value;
  return rows.map((row) => JSON.stringify(row.map(one))).sort();
}

const name = "the workbench works in a browser";
const chromium = findChromium();
if (chromium === undefined) {
  // Said in the name, as a quiet run shows nothing a module prints.
  Deno.test.ignore(`${name}: NOT RUN, as no Chromium is on the PATH (apt-get install -y chromium)`, () => {});
} else {
  Deno.test(name, async (t) => {
    await withWorkbench("red", async (folder, warehouse, scratch) => {
      await using served = await serveFolder(folder, 0);
      await using page = await Page.open(chromium);

      await t.step("its first page shows the month, its class and the published figures", async () => {
        await page.go(`${served.address}#month=2019-07`);
        await page.until(IS_MONTH_SHOWN);
        const text = await page.evaluate<string>("document.body.innerText");
        match(text, /July 2019 at a glance/);
        match(text, /classified as Red/);
        match(text, /Synthetic data/);
        match(text, /112\.8%/);
        // One report is published with a decimal, the other without.
        match(text, /48% of forecast in July 2019/);
        match(text, /4,077,703/);
        match(text, /3,273,674/);
        strictEqual(await page.evaluate("document.querySelectorAll('.arrivals tbody tr').length"), 13);
      });

      await t.step("every query of the project answers as the native engine does", async () => {
        using native = await openReadOnly(warehouse);
        const contents = JSON.parse(await Deno.readTextFile(join(folder, "contents.json")));
        ok(contents.queries.length > 100);
        for (const { name } of contents.queries) {
          const sql = `select * from ${quoteIdentifier(name)}`;
          const expected = await readTable(native.connection, sql);
          const { columns, rows } = await page.evaluate<{ columns: string[]; rows: unknown[][] }>(
            `import("./workbench.js").then(({ engine }) => engine.ask(${JSON.stringify(sql)}))
              .then((answer) => ({ columns: answer.columns.map((column) => column.name), rows: [...answer.rows()] }))`,
          );
          deepStrictEqual(columns, expected.columns.map((column) => column.name), name);
          deepStrictEqual(comparable(rows), comparable(expected.rows), name);
        }
      });

      await t.step("a tile opens its query", async () => {
        await page.evaluate("document.querySelector('#tile-streaks .open a').click()");
        await page.until(IS_ANSWERED);
        match(await page.evaluate<string>("location.hash"), /^#sql=select\+measure_code/);
        match(await page.evaluate<string>("document.querySelector('.said').textContent"), /^\d+ rows, in/);
      });

      await t.step("a query typed by hand runs on Control and Enter, sorts and turns pages", async () => {
        await page.evaluate("location.hash = '#ask'");
        await page.evaluate("document.querySelector('.editor').shadowRoot.querySelector('.cm-content').focus()");
        await page.press("a", CONTROL);
        await page.type("select range as n from range(250)");
        await page.evaluate("document.querySelector('.result').replaceChildren()");
        await page.press("Enter", CONTROL);
        await page.until("document.querySelector('.pages')");
        const cells = "[...document.querySelectorAll('.result tbody td')].map((cell) => cell.textContent)";
        strictEqual((await page.evaluate<string[]>(cells)).length, 100);
        await page.evaluate("document.querySelectorAll('.pages button')[3].click()");
        strictEqual((await page.evaluate<string[]>(cells)).at(-1), "249");
        for (const [order, first] of [["ascending", "0"], ["descending", "249"]]) {
          await page.evaluate("document.querySelector('.result thead button').click()");
          await page.until(`document.querySelector('.result:not([aria-busy]) th[aria-sort="${order}"]')`);
          strictEqual((await page.evaluate<string[]>(cells))[0], first);
        }
      });

      await t.step("the pickers keep a month and a Region of any answer", async () => {
        await ask(page, asking("from performance_levels", { month: "2019-06", region: "North" }));
        match(
          await page.evaluate<string>("document.querySelector('.said').textContent"),
          /^2 rows of June 2019, North only/,
        );
        const regions =
          "[...new Set([...document.querySelectorAll('.result tbody tr')].map((row) => row.cells[4].textContent))]";
        deepStrictEqual(await page.evaluate(regions), ["North"]);
        strictEqual(await page.evaluate("document.querySelector('#month').value"), "2019-06");
      });

      await t.step("a link with a chart draws it", async () => {
        const sql = "select reporting_month, percent_of_forecast from csr_variance_summary";
        await ask(page, asking(sql, { show: "chart" }));
        await page.until("document.querySelector('.chart svg path')");
        match(
          await page.evaluate<string>("document.querySelector('.chart').ariaLabel"),
          /^A line chart of percent_of_forecast/,
        );
        ok(await page.evaluate<number>("document.querySelector('.chart svg').clientWidth") > 500);
      });

      await t.step("an answer downloads as CSV that no spreadsheet takes for formulas", async () => {
        await page.send("Browser.setDownloadBehavior", {
          behavior: "allow",
          downloadPath: scratch,
          eventsEnabled: true,
        });
        await ask(page, asking("select '=1+1' as a, -2 as b, null as c, date '2019-07-01' as d"));
        await page.evaluate("document.querySelector('#download').click()");
        const path = join(scratch, "answer.csv");
        await page.until("true");
        for (let turn = 0; turn < 200 && !(await Deno.stat(path).catch(() => null)); turn++) await page.evaluate("1");
        strictEqual(await Deno.readTextFile(path), "a,b,c,d\r\n'=1+1,-2,,2019-07-01\r\n");
      });

      await t.step("a wrong query says what is wrong, and one that writes is refused", async () => {
        await ask(page, asking("from csr_variance_sumary"));
        const message = "document.querySelector('[role=alert]').textContent";
        match(await page.evaluate<string>(message), /csr_variance_sumary does not exist/);
        await ask(page, asking("drop table ledger.files"));
        match(await page.evaluate<string>(message), /only reads: begin with SELECT.*not DROP/);
        await ask(page, asking("select 1; select 2"));
        match(await page.evaluate<string>(message), /one query at a time/);
        await ask(page, asking("select * from read_parquet('https://example.com/a.parquet')"));
        ok((await page.evaluate<string>(message)).length > 0);
      });

      await t.step("a million rows leave the page responsive", async () => {
        await page.evaluate(`globalThis.longest = 0, globalThis.at = performance.now(), (function tick() {
          longest = Math.max(longest, performance.now() - at), at = performance.now(), requestAnimationFrame(tick);
        })()`);
        await ask(page, asking("select range as n, 'row ' || range as label, range * 1.5 as half from range(1000000)"));
        match(await page.evaluate<string>("document.querySelector('.said').textContent"), /^1,000,000 rows/);
        const turned = await page.evaluate<number>(
          "performance.now() - (globalThis.from = performance.now(), document.querySelectorAll('.pages button')[3].click(), from) ",
        );
        ok(Math.abs(turned) < 1000, `turning to the last page took ${turned} ms`);
        strictEqual(
          await page.evaluate("document.querySelector('.result tbody tr:last-child td').textContent"),
          "999,999",
        );
        const longest = await page.evaluate<number>("longest");
        ok(longest < 2000, `the page stood still for ${Math.round(longest)} ms`);
      });

      await t.step("a long query stops when asked", async () => {
        const hash = asking("select sum(a.range * b.range) from range(1000000) as a, range(100000) as b");
        await page.evaluate(
          `document.querySelector(".result").replaceChildren(), location.hash = ${JSON.stringify(hash)}`,
        );
        await page.until(
          "[...document.querySelectorAll('.actions button')].some((one) => one.textContent === 'Stop' && !one.hidden)",
        );
        await page.evaluate(
          "[...document.querySelectorAll('.actions button')].find((one) => one.textContent === 'Stop').click()",
        );
        await page.until("document.querySelector('.said').textContent === 'Stopped.'");
        await ask(page, asking("select 42 as answer"));
        strictEqual(await page.evaluate("document.querySelector('.result tbody td').textContent"), "42");
      });

      await t.step("every control has a name, and the class stays in sight", async () => {
        const { nodes } = await page.send("Accessibility.getFullAXTree") as {
          nodes: { role?: { value: string }; name?: { value: string }; ignored: boolean }[];
        };
        const nameless = nodes.filter(({ role, name, ignored }) =>
          !ignored && ["button", "link", "combobox", "textbox", "searchbox"].includes(role?.value ?? "") && !name?.value
        );
        deepStrictEqual(nameless, []);
        await page.evaluate("scrollTo(0, 1e6)");
        ok(await page.evaluate("document.querySelector('.banner .class').getBoundingClientRect().top >= 0"));
      });

      await t.step("nothing but its own folder was asked for", () => {
        deepStrictEqual(page.requests.filter((url) => !url.startsWith(served.address)), []);
        // Chromium's own editing gives text typed over a selection a style attribute, which the policy takes off again.
        deepStrictEqual(page.errors.filter((text) => !text.startsWith("Applying inline style violates")), []);
      });

      await t.step("markup in data is text, and an inline script does not run", async () => {
        await ask(page, asking("select '<img src=x onerror=\"globalThis.isBroken = true\">' as a"));
        strictEqual(await page.evaluate("document.querySelector('.result tbody img')"), null);
        await page.evaluate(
          "document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.isBroken = true' }))",
        );
        strictEqual(await page.evaluate("globalThis.isBroken === undefined"), true);
        match(page.errors.join("\n"), /Content Security Policy/);
      });
    });
  });
}
