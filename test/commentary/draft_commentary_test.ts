import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { draftCommentary } from "../../etl/commentary/draft_commentary.ts";
import { typedNumbers } from "../../etl/commentary/typed_numbers.ts";
import { openSnapshot } from "../../etl/warehouse/open_snapshot.ts";
import { rows } from "../../etl/db/rows.ts";
import { annexa } from "../commands/annexa.ts";
import { commentFrom, said, withJuly2019 } from "./fixture.ts";

Deno.test("draftCommentary() words July 2019 as S0 does, and every month's draft stands as it is", async () => {
  await withJuly2019(async (path) => {
    using warehouse = await openSnapshot(path);
    const { connection } = warehouse;
    const drafted = await draftCommentary(connection, "2019-07-01");
    const commented = await commentFrom(connection, drafted, "green", "2019-07-01");
    deepStrictEqual(commented.warnings, []);
    deepStrictEqual(said(commented), {
      commentary_1: [
        "All Code Performance Measures were at or above Target Service Level for the first time in six months.",
        "CPM1 was at or above Target Service Level again at 99.12%, for the first time in six months; " +
        "in May 2019 it was at 98.40%.",
        "Observations of the last paper (June 2019), and what became of them:",
        "PM3.2 for CSP North below Target Service Level in May 2019: 97.10% – open, now 96.60%.",
        "CPM1 below Target Service Level in May 2019: 98.40% – discharged, now 99.12%.",
      ],
      commentary_12: [
        "The July 2019 Service Request (SR) Variance Report was late by 3 Working Days.",
        "The July 2019 Post Commissioning Information Report was not published: Withdrawn.",
        "Neither loaded nor explained: DCC Responsible Communications Hub (CH) Returns Report (Q2 2019), DCC Network " +
        "Enhancement Report (Network Enhancement Plans - NEP) (Q2 2019), Registration Data Provider (RDP) Incident Report " +
        "(July 2019), Service Request (SR) Variance Report (July 2019), Quarterly Problem Report (Q2 2019), In Month Post " +
        "Commissioning Report (July 2019), Communications Hub (CH) Exceptions (June 2019) and Incorrect Communications Hub " +
        "(CH) Variants Installed (June 2019).",
        "Observations of the last paper (June 2019), and what became of them:",
        "Service Request (SR) Variance Report (June 2019) not published – partially discharged.",
        "Performance Measurement Report (May 2019) not published – discharged.",
        "Certificate Signing Request (CSR) Variance Report (June 2019) not published – discharged.",
      ],
      commentary_13: [
        "The last meeting (OPSG July 2019, 23 July 2019) asked for the following, which is still open:",
        "A'2 )) '((x.y))' (DCC): Report <b>coverage</b> {{1}} – open; new in the month.",
        "Carried forward from the meetings before it, and still open:",
        "A1 (DCC): Provide a remediation plan – partially discharged, overdue since 15 July 2019; as it was in June 2019.",
      ],
    });
    for (const { annex_month } of await rows(connection, "select annex_month from annex_months order by annex_month")) {
      const month = String(annex_month);
      const text = await draftCommentary(connection, month);
      deepStrictEqual(typedNumbers(text.replaceAll(/\{\{.*?\}\}|^## .*$/gms, "")), [], month);
      deepStrictEqual((await commentFrom(connection, text, "green", month)).warnings, [], month);
    }
  });
});

Deno.test("draft writes what annex takes, and writes over nothing unless told to", async () => {
  await withJuly2019(async (path, folder) => {
    const draft = (...more: string[]) => annexa("draft", "--month", "2019-07", "--warehouse", path, ...more);
    const annex = (...more: string[]) =>
      annexa(
        "annex",
        "--month",
        "2019-07",
        "--no-notebooks",
        "--warehouse",
        path,
        "--out",
        join(folder, "out"),
        ...more,
      );
    const commentary = join(folder, "commentary/2019-07.md");
    const first = await draft();
    deepStrictEqual([first.code, first.stdout.trim()], [0, commentary], first.stderr);
    const text = await Deno.readTextFile(commentary);

    const made = await annex();
    strictEqual(made.code, 0, made.stderr);
    const paper = join(folder, "out/2019-07/white/paper.md");
    match(await Deno.readTextFile(paper), /for the first time in six months/);
    for (const name of ["annex-a", "headlines"]) {
      match(
        await Deno.readTextFile(join(folder, `out/2019-07/white/${name}.md`)),
        /^### (Commentary: )?Report Register\n\n- The July 2019 Service Request/m,
      );
    }
    const manifest = join(folder, "out/2019-07/white/manifest.json");
    strictEqual((await annexa("annex", "--verify", manifest, "--warehouse", path)).code, 0);

    await Deno.writeTextFile(commentary, text.replace("first_time_in where", "first_time_in(7) where"));
    const stopped = await annex();
    strictEqual(stopped.code, 5);
    match(stopped.stderr, /is false: measured 6 \(for the first time in six months\), not 7/);
    ok((await Deno.readTextFile(paper)).includes("for the first time in six months"));
    // The paper is made again from the words it was published with.
    strictEqual((await annexa("annex", "--verify", manifest, "--warehouse", path)).code, 0);

    const refused = await draft();
    strictEqual(refused.code, 2);
    match(refused.stderr, /because there is one: give another --out, or --force to write over it\n$/);
    ok((await Deno.readTextFile(commentary)).includes("first_time_in(7)"));
    strictEqual((await draft("--force")).code, 0);
    strictEqual(await Deno.readTextFile(commentary), text);
    strictEqual((await annex("--commentary", join(folder, "none.md"))).code, 2);
  });
});
