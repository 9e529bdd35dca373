import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import type { PanelDocument } from "../../etl/annex/panel_document.ts";
import { writeAnnex } from "../../etl/annex/write_annex.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { JULY_2019, JULY_2019_AMBER } from "./july_2019.ts";

const GOLDEN = new URL("../golden/annex_july_2019/", import.meta.url);

const WRITTEN = [
  "annex-a.docx",
  "annex-a.html",
  "annex-a.json",
  "annex-a.md",
  "annex-a.xlsx",
  "charts/csr_volumes.png",
  "charts/csr_volumes.svg",
  "tables/annex_a.csv",
  "tables/csr_variance_summary.csv",
  "tables/marking.txt",
  "tables/nothing_to_report.csv",
];

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) {
      files.push(...(await filesBelow(join(folder, entry.name))).map((path) => `${entry.name}/${path}`));
    } else files.push(entry.name);
  }
  return files.sort();
}

Deno.test("writeAnnex() writes every format, and the texts as the golden folder has them", () =>
  inFolder(async (folder) => {
    const out = join(folder, "2019-07", "white");
    deepStrictEqual(await writeAnnex(JULY_2019, out), WRITTEN);
    deepStrictEqual(await filesBelow(folder), WRITTEN.map((path) => `2019-07/white/${path}`));
    const golden = await filesBelow(decodeURIComponent(GOLDEN.pathname));
    deepStrictEqual(golden, WRITTEN.filter((path) => /\.(md|json|csv|txt)$/.test(path)));
    for (const path of golden) {
      strictEqual(await Deno.readTextFile(join(out, path)), await Deno.readTextFile(new URL(path, GOLDEN)), path);
    }
  }));

Deno.test("writeAnnex() gives the same bytes the second time", () =>
  inFolder(async (folder) => {
    const first = await writeAnnex(JULY_2019, join(folder, "one"));
    await writeAnnex(JULY_2019_AMBER, join(folder, "between"));
    await writeAnnex(JULY_2019, join(folder, "two"));
    for (const path of first) {
      deepStrictEqual(
        await Deno.readFile(join(folder, "one", path)),
        await Deno.readFile(join(folder, "two", path)),
        path,
      );
    }
  }));

Deno.test("writeAnnex() gives the same bytes in another time zone and language", () =>
  inFolder(async (folder) => {
    const here = await writeAnnex(JULY_2019, join(folder, "here"));
    const script = `const { writeAnnex } = await import(${
      JSON.stringify(import.meta.resolve("../../etl/annex/write_annex.ts"))
    });
      const { JULY_2019 } = await import(${JSON.stringify(import.meta.resolve("./july_2019.ts"))});
      await writeAnnex(JULY_2019, ${JSON.stringify(join(folder, "there"))});`;
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", script],
      env: { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" },
    }).output();
    strictEqual(code, 0);
    for (const path of here) {
      deepStrictEqual(
        await Deno.readFile(join(folder, "here", path)),
        await Deno.readFile(join(folder, "there", path)),
        path,
      );
    }
  }));

Deno.test("writeAnnex() replaces the whole of an earlier set", () =>
  inFolder(async (folder) => {
    await writeAnnex(JULY_2019, folder + "/out");
    await writeAnnex({ ...JULY_2019, tables: JULY_2019.tables.slice(0, 1), charts: [] }, folder + "/out");
    deepStrictEqual(await filesBelow(folder), [
      "out/annex-a.docx",
      "out/annex-a.html",
      "out/annex-a.json",
      "out/annex-a.md",
      "out/annex-a.xlsx",
      "out/tables/annex_a.csv",
      "out/tables/marking.txt",
    ]);
  }));

Deno.test("writeAnnex() refuses a table above its audience, and leaves what stood there", () =>
  inFolder(async (folder) => {
    const out = join(folder, "out");
    await writeAnnex(JULY_2019, out);
    const before = await Deno.readFile(join(out, "annex-a.xlsx"));
    await rejects(writeAnnex({ ...JULY_2019_AMBER, audience: "white" }, out), (error) => {
      strictEqual(error instanceof UserError && error.exitCode, 6);
      strictEqual(
        (error as Error).message,
        'Cannot write table "csr_variance_by_user" for a White audience: its content is Amber',
      );
      return true;
    });
    deepStrictEqual(await Deno.readFile(join(out, "annex-a.xlsx")), before);
    deepStrictEqual(await filesBelow(folder), WRITTEN.map((path) => `out/${path}`));
  }));

Deno.test("writeAnnex() refuses a folder that holds anything else, and leaves it", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "letter.txt"), "mine");
    await rejects(writeAnnex(JULY_2019, folder), (error) => {
      strictEqual(error instanceof UserError && error.exitCode, 2);
      match(
        (error as Error).message,
        /^Cannot replace .* because it holds "letter\.txt", which something else put there: move it/,
      );
      return true;
    });
    deepStrictEqual(await filesBelow(folder), ["letter.txt"]);
  }));

Deno.test("writeAnnex() leaves no debris when a chart cannot be drawn", () =>
  inFolder(async (folder) => {
    const broken = { ...JULY_2019.charts[0]!, spec: { mark: "bar", data: { url: "https://example.org/x.csv" } } };
    await rejects(writeAnnex({ ...JULY_2019, charts: [broken] }, join(folder, "out")), {
      message: 'Cannot draw chart "csr_volumes" of the annex',
    });
    deepStrictEqual(await filesBelow(folder), []);
  }));

const PAPER: PanelDocument = {
  title: "DCC Reporting",
  facts: [["Paper Reference", "SECP_72_1309_22"], ["Action", "For Information"]],
  classification: "white",
  isSynthetic: false,
  month: "2019-07-01",
  orientation: "portrait",
  sections: [
    {
      id: "purpose",
      heading: "1. Purpose",
      level: 2,
      blocks: [{ kind: "paragraph", text: "This paper details reports." }],
    },
    {
      id: "recommendations",
      heading: "3.3 Recommendations",
      level: 3,
      blocks: [{ kind: "list", items: ["NOTE the observations", "Appendix A (RED)"] }],
    },
  ],
};

Deno.test("writeAnnex() writes the covering paper beside the annex", () =>
  inFolder(async (folder) => {
    const written = await writeAnnex(JULY_2019, join(folder, "out"), { paper: PAPER, headlines: PAPER });
    const companions = ["headlines.docx", "headlines.html", "headlines.md", "paper.docx", "paper.html", "paper.md"];
    deepStrictEqual(written.filter((path) => !WRITTEN.includes(path)), companions);
    // They are parts of an annex that another may replace.
    deepStrictEqual(await writeAnnex(JULY_2019, join(folder, "out")), WRITTEN);
    await writeAnnex(JULY_2019, join(folder, "out"), { paper: PAPER });
    const marking = "**This document is classified as White in accordance with the Panel Information Policy. " +
      "Information can be shared with the public, and any members may publish the information, subject to copyright.**";
    strictEqual(
      await Deno.readTextFile(join(folder, "out", "paper.md")),
      `# DCC Reporting

${marking}

**Paper Reference:** SECP\\_72\\_1309\\_22${"  "}
**Action:** For Information

## 1\\. Purpose

This paper details reports.

### 3.3 Recommendations

- NOTE the observations
- Appendix A (RED)

---

${marking}
`,
    );
  }));

Deno.test("writeAnnex() refuses a paper above its audience", () =>
  inFolder(async (folder) => {
    await rejects(
      writeAnnex(JULY_2019, join(folder, "out"), { paper: { ...PAPER, classification: "red" } }),
      (error) => {
        strictEqual(error instanceof UserError && error.exitCode, 6);
        strictEqual((error as Error).message, 'Cannot write paper "DCC Reporting" for a White audience: it is Red');
        return true;
      },
    );
    deepStrictEqual(await filesBelow(folder), []);
  }));
