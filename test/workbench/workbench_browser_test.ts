import axe from "axe-core";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { openReadOnly } from "../../etl/db/open_warehouse.ts";
import { quoteIdentifier } from "../../etl/db/quote.ts";
import { readTable } from "../../etl/db/read_table.ts";
import { writeAddress } from "../../etl/workbench/page/address.ts";
import { serveFolder } from "../../etl/workbench/serve_folder.ts";
import { writeWorkbench } from "../../etl/workbench/write_workbench.ts";
import { findChromium, Page } from "./browser.ts";
import { withWorkbench } from "./sample_workbench.ts";

const IS_MONTH_SHOWN =
  "document.body.dataset.ready && document.querySelector('.month:not([aria-busy]) #tile-movement .body p:not(.waiting)')";
const IS_WHITE_SHOWN =
  "document.body.dataset.ready && document.querySelector('.month:not([aria-busy]) #tile-variance .bridge')";
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

      await t.step(
        "the month's page says what arrived, levels, streaks, variance, exceptions and movement",
        async () => {
          const text = (name: string) => page.evaluate<string>(`document.querySelector("#tile-${name}").innerText`);
          match(await text("arrivals"), /6\. Service Request \(SR\) Variance Report.*late by 3 Working Days/);
          match(await text("levels"), /PM2 CSP North[^]*96\.8/);
          match(await text("streaks"), /PM3\.2 CSP North, below Target\s+2 months, since May 2019/);
          match(await text("variance"), /4,077,703/);
          match(await text("exceptions"), /Central\s+North\s+South\s+All/);
          match(await text("changes"), /Back at or above Target\s+CPM1 DCC: from 98\.46% in May 2019 to 99\.12%/);
          match(await text("movement"), /incomplete/);
        },
      );

      await t.step("it prints without its controls, marked on each sheet, and fits a phone", async () => {
        await page.send("Emulation.setEmulatedMedia", { media: "print" });
        const drawn = (selector: string) =>
          page.evaluate<boolean>(`document.querySelector(${JSON.stringify(selector)}).checkVisibility()`);
        deepStrictEqual(
          await Promise.all([".banner", "#tile-movement", "nav", ".pickers", ".open", ".skip"].map(drawn)),
          [true, true, false, false, false, false],
        );
        const { data } = await page.send("Page.printToPDF", { preferCSSPageSize: true }) as { data: string };
        match(atob(data), /\/Count 2\b/);
        await page.send("Emulation.setEmulatedMedia", { media: "" });
        const size = { height: 800, deviceScaleFactor: 1, mobile: true };
        for (const hash of ["#month=2019-07", asking("from performance_levels")]) {
          await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
          await page.until(hash.startsWith("#month") ? IS_MONTH_SHOWN : IS_ANSWERED);
          await page.send("Emulation.setDeviceMetricsOverride", { ...size, width: 360 });
          strictEqual(await page.evaluate("document.documentElement.scrollWidth"), 360, hash);
          await page.send("Emulation.setDeviceMetricsOverride", { ...size, width: 1280, height: 900, mobile: false });
        }
        await page.evaluate("location.hash = '#month=2019-07'");
        await page.until(IS_MONTH_SHOWN);
      });

      await t.step("each tile opens its query, which answers", async () => {
        const links = await page.evaluate<string[]>(
          "[...document.querySelectorAll('.tile .open a')].map((link) => link.getAttribute('href'))",
        );
        strictEqual(links.length, 8);
        for (const link of links) {
          await page.evaluate("location.hash = '#month=2019-07'");
          await page.until(`${IS_MONTH_SHOWN} && !document.querySelector('.month').hidden`);
          await page.evaluate("document.querySelector('.result')?.replaceChildren()");
          await page.evaluate(`document.querySelector('.tile .open a[href="${link}"]').click()`);
          await page.until(IS_ANSWERED);
          match(await page.evaluate<string>("document.querySelector('.said').textContent"), /^\d+ rows?, in/, link);
        }
      });

      await t.step(
        "the project's queries are listed by folder, with their headers, and narrowed by a word",
        async () => {
          const { queries } = JSON.parse(await Deno.readTextFile(join(folder, "contents.json")));
          const shown = "[...document.querySelectorAll('.query')].filter((one) => one.checkVisibility()).length";
          strictEqual(await page.evaluate(shown), queries.length);
          await page.evaluate("document.querySelector('#search').focus()");
          await page.type("csr variance summary");
          const listed = "[...document.querySelectorAll('.query')].filter((one) => one.checkVisibility())";
          strictEqual(await page.evaluate(`${listed}[0].querySelector('code').textContent`), "csr_variance_summary");
          const facts = await page.evaluate<string>(`${listed}[0].querySelector('dl').textContent`);
          match(facts, /Grainone row per reporting monthUnitsvolumes in CSRs.*SourceSEC L8\.9Classwhite/);
          await page.evaluate(
            `document.querySelector('.result').replaceChildren(), ${listed}[0].querySelector('a').click()`,
          );
          await page.until(IS_ANSWERED);
          match(await page.evaluate<string>("location.hash"), /^#sql=from\+csr_variance_summary$/);
        },
      );

      await t.step("the editor completes the names of views and of their columns", async () => {
        await page.evaluate("document.querySelector('.editor').shadowRoot.querySelector('.cm-content').focus()");
        for (
          const [typed, completed] of [["from csr_variance_s", "csr_variance_summary"], [
            " where comp",
            "compared_actual_volume",
          ]]
        ) {
          if (typed!.startsWith("from")) await page.press("a", CONTROL);
          await page.type(typed!);
          const offered = `document.querySelector('.editor').shadowRoot.querySelector('.cm-tooltip [aria-selected]')`;
          await page.press(" ", CONTROL);
          await page.until(`${offered}?.textContent === '${completed}'`);
          // It takes no key for a choice until a reader can have seen it.
          await page.until(`(globalThis.seen ??= performance.now(), performance.now() - seen > 100)`);
          await page.press("Enter");
          await page.until(`!${offered} && (globalThis.seen = undefined, true)`);
        }
        strictEqual(
          await page.evaluate("document.querySelector('.editor').shadowRoot.querySelector('.cm-content').textContent"),
          "from csr_variance_summary where compared_actual_volume",
        );
      });

      await t.step("the keyboard alone goes from the top of the page through a query to its answer", async () => {
        await page.evaluate("location.hash = '#month=2019-07'");
        await page.until(`${IS_MONTH_SHOWN} && !document.querySelector('.month').hidden`);
        await page.evaluate(
          "document.activeElement.blur(), scrollTo(0, 0), document.body.tabIndex = -1, document.body.focus()",
        );
        const walked: string[] = [];
        const tab = async () => {
          await page.press("Tab");
          walked.push(await page.focused());
        };
        for (let step = 0; step < 3; step++) await tab();
        deepStrictEqual(walked, ["a skip Skip to the content", "a to-month Month at a glance", "a to-ask Ask"]);
        await page.press("Enter");
        await page.until("document.querySelector('.ask')?.checkVisibility() && document.activeElement.id === 'main'");
        strictEqual((await page.focused()).split(" ")[1], "main");
        await page.evaluate(
          "document.querySelector('#search').value = '', document.querySelector('#search').dispatchEvent(new Event('input'))",
        );
        await tab();
        strictEqual(walked.at(-1), "a skip Skip the list of queries");
        await page.press("Enter");
        match(await page.focused(), /SQL query/);
        await page.evaluate("document.querySelector('body > .skip').click()");
        strictEqual(await page.evaluate("document.activeElement.id"), "main");
        match(await page.evaluate<string>("location.hash"), /^#ask/);
        await page.evaluate("document.querySelector('.queries .skip').click()");
        await page.press("a", CONTROL);
        await page.type("select 7 as seven");
        await page.press("Escape");
        await tab();
        strictEqual(walked.at(-1), "button run Run");
        await page.evaluate("document.querySelector('.result').replaceChildren()");
        await page.press("Enter");
        await page.until(IS_ANSWERED);
        strictEqual(await page.evaluate("document.querySelector('.result tbody td').textContent"), "7");
      });

      await t.step("axe finds nothing against accessibility on either page, nor on a chart", async () => {
        await page.evaluate(`${axe.source}; undefined`);
        const chart = asking("select reporting_month, users from csr_variance_summary", { show: "chart" });
        for (const hash of [chart, asking("from performance_levels"), "#month=2019-07"]) {
          await page.evaluate(
            `document.querySelector(".result").replaceChildren(), location.hash = ${JSON.stringify(hash)}`,
          );
          await page.until(
            hash === chart
              ? "document.querySelector('.chart svg path')"
              : hash.startsWith("#month")
              ? `${IS_MONTH_SHOWN} && document.querySelector('.month').checkVisibility()`
              : IS_ANSWERED,
          );
          const found = await page.evaluate<string[]>(
            `axe.run({ resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] })
            .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))`,
          );
          deepStrictEqual(found, [], hash);
        }
      });

      await t.step("a query typed by hand runs on Control and Enter, sorts and turns pages", async () => {
        await page.evaluate("location.hash = '#ask'");
        // The page takes the focus when it opens.
        await page.until("document.querySelector('.ask').checkVisibility()");
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
        const sql = "select reporting_month, achieved_percent from performance_levels where measure_code = 'CPM1'";
        await ask(page, asking(sql, { show: "chart" }));
        await page.until("document.querySelector('.chart svg path')");
        match(
          await page.evaluate<string>("document.querySelector('.chart').ariaLabel"),
          /^A line chart of achieved_percent/,
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
        const deadline = performance.now() + 60_000;
        while (performance.now() < deadline && await Deno.stat(path).catch(() => null) === null) {
          await page.evaluate("new Promise(requestAnimationFrame)");
        }
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

      await t.step("a figure suppressed for its audience is [c] with the reason, in a tile and an answer", async () => {
        const white = join(scratch, "white");
        await writeWorkbench(warehouse, white, "white", () => {});
        await using servedWhite = await serveFolder(white, 0);
        await page.go(`${servedWhite.address}#month=2018-01`);
        await page.until(IS_WHITE_SHOWN);
        const tile = await page.evaluate<string>("document.querySelector('#tile-variance').innerText");
        match(tile, /Sent\t548,916\nless Users with a forecast of zero\t\[c\]\nless Users without a forecast\t\[c\]\n/);
        match(tile, /\[c\] suppressed: fewer than 3 Users/);
        await page.evaluate(`location.hash = ${JSON.stringify(asking("from csr_variance_summary order by 1"))}`);
        await page.until(`document.querySelector(".result") && ${IS_ANSWERED}`);
        match(
          await page.evaluate<string>("document.querySelector('.result tbody tr').innerText"),
          /^2018-01-01\t548,916\t612,480\t539,702\t\[c\]\t\[c\]\t/,
        );
      });
    });
  });
}
