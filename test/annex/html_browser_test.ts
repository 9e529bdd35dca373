import { deepStrictEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import type { TableSet } from "../../etl/annex/table_set.ts";
import { htmlDocument } from "../../etl/annex/html_document.ts";
import { drawn } from "./drawn.ts";
import { HOSTILE_SET } from "./hostile.ts";
import { JULY_2019_AMBER } from "./july_2019.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
];

function findChromium(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.flatMap((folder) =>
    ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name))
  )
    .find((path) => {
      try {
        return Deno.statSync(path).isFile;
      } catch {
        return false;
      }
    });
}

interface Measured {
  readonly page: number;
  readonly outside: readonly string[];
}

// The page under test forbids scripts, so a page around it measures: what it is wide, and what sticks out of it unless
// it scrolls in a box of its own.
const MEASURE =
  `<!DOCTYPE html><body style="margin:0"><iframe src="annex.html" style="width:360px;height:900px;border:0"></iframe>
<script>
addEventListener("load", () => {
  const page = document.querySelector("iframe").contentDocument;
  const outside = [...page.body.querySelectorAll("*")]
    .filter((element) => !element.closest(".scroll, .skip") && element.getBoundingClientRect().right > 360)
    .map((element) => element.tagName + " " + element.textContent.slice(0, 40));
  document.title = JSON.stringify({ page: page.documentElement.scrollWidth, outside });
});
</script>`;

/** Loads a page in a phone's width and tells how wide it came out. */
async function measureOnPhone(chromium: string, html: string): Promise<Measured> {
  const profile = await Deno.makeTempDir();
  const pages: Record<string, string> = { "/": MEASURE, "/annex.html": html };
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const page = pages[new URL(request.url).pathname];
    return new Response(page, { status: page === undefined ? 404 : 200, headers: { "content-type": "text/html" } });
  });
  try {
    const address = `http://127.0.0.1:${server.addr.port}/`;
    const { stdout } = await new Deno.Command(chromium, {
      args: [...FLAGS, `--user-data-dir=${profile}`, "--dump-dom", "--virtual-time-budget=2000", address],
      stderr: "null",
    }).output();
    const title = new TextDecoder().decode(stdout).match(/<title>(.*?)<\/title>/s)?.[1];
    ok(title !== undefined, "the browser measured nothing");
    return JSON.parse(title.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
  } finally {
    await server.shutdown();
    await Deno.remove(profile, { recursive: true });
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
