import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { docxDocument } from "../../etl/annex/docx_document.ts";
import { htmlDocument } from "../../etl/annex/html_document.ts";
import { markdownDocument } from "../../etl/annex/markdown_document.ts";
import { UserError } from "../../etl/base/user_error.ts";
import { strFromU8, unzipSync } from "fflate";
import { comment, said, withJuly2019 } from "./fixture.ts";

const PMR = "## 1 Performance Measurement Report\n\nClassification: White\n\n";
const CSR = "## 5 Certificate Signing Request (CSR) Variance Report\n\nClassification: White\n\n";

/** What stops the annex, by line, and its exit code. */
async function problems(path: string, text: string, ...more: unknown[]): Promise<{ code: number; lines: string[] }> {
  try {
    await comment(path, text, ...more as []);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { code: error.exitCode, lines: error.message.split("\n").slice(1) };
  }
  throw new Error("the commentary stands");
}

Deno.test("renderCommentary() writes S0's figures and claims as S0 does", async () => {
  await withJuly2019(async (path) => {
    const commented = await comment(
      path,
      `${PMR}All CPMs are above Target {{claim: first_time_in(6) where subject = 'All CPMs'}}.
PM 3.2 was below Target
{{claim: months_in_a_row(2) where subject = 'PM3.2' and level = 'target'}} at
{{performance_levels.achieved_percent where measure_code = 'PM3.2'}}.

${CSR}{{csr_variance_summary.actual_volume}} requests versus {{csr_variance_summary.forecast_volume}}:
{{csr_variance_summary.percent_of_forecast}}% of it, {{csr_variance_summary.percent_of_forecast}}.

- Due {{report_timeliness.due_date}}, for {{csr_variance_summary.reporting_month}}:
  {{claim: "on time" if report_timeliness has delivery = 'on time' | capital}}.
- The {{breach_streaks.breaches_to_date where measure_code = 'PM3.2' and level = 'target' and provider = 'CSP' | ordinal}}
  instance, the {{breach_streaks.breaches_to_date where measure_code = 'PM3.2' and level = 'target' | ordinal_word}}.
`,
    );
    deepStrictEqual(said(commented), {
      commentary_1: [
        "All CPMs are above Target for the first time in six months. " +
        "PM 3.2 was below Target for the second month in a row at 96.60%.",
      ],
      commentary_5: [
        "4,077,703 requests versus 3,273,674: 112.8% of it, 112.8%.",
        "Due 14 August 2019, for July 2019: On time.",
        "The 2nd instance, the second.",
      ],
    });
    deepStrictEqual(commented.warnings, []);
    const ids = commented.documents.paper!.sections.map(({ id }) => id);
    strictEqual(ids[ids.indexOf("report_5") + 1], "commentary_5");
  });
});

Deno.test("renderCommentary() takes a report's period and decimals from the view wherever it is cited", async () => {
  await withJuly2019(async (path) => {
    const commented = await comment(
      path,
      "## 6 Service Request (SR) Variance Report\n\nClassification: White\n\n" +
        "CSRs: {{csr_variance_summary.percent_of_forecast}}; CPM1: {{performance_levels.achieved_percent where\n" +
        "measure_code = 'CPM1'}}, in {{performance_levels.achieved_percent where measure_code = 'CPM1' and\n" +
        "reporting_month = this_period - interval 1 month}} the month before.",
    );
    deepStrictEqual(said(commented), { commentary_6: ["CSRs: 112.8%; CPM1: 99.12%, in 98.40% the month before."] });
  });
});

Deno.test("renderCommentary() stops the annex with every problem at once, by line and measured value", async () => {
  await withJuly2019(async (path) => {
    const { code, lines } = await problems(
      path,
      `${PMR}{{claim: first_time_in(5) where subject = 'All CPMs'}} typed 777
{{claim: "met" if every performance_levels has status = 'met'}}
{{claim: "none" if no performance_levels has status = 'met'}}
{{claim: "met" if performance_levels has status = 'met' where measure_code = 'CPM9'}}
{{performance_levels.achieved_percent}}
{{csr_variance_sumary.actual_volume}}
{{performance_levels.status where (}}
{{performance_levels.not_published_reason where measure_code = 'CPM1'}}
{{performance_levels.status where measure_code = 'CPM1' | loud}}

## 5 CSR

Classification: White

## 7 Quarterly Problem Report

Nothing.
`,
    );
    strictEqual(code, 5);
    deepStrictEqual(lines.map((line) => line.replace(/(?<=cannot be measured: it is no SQL).*/, "")), [
      "line 5: {{claim: first_time_in(5) where subject = 'All CPMs'}} is false: " +
      "measured 6 (for the first time in six months), not 5",
      "line 6: {{claim: \"met\" if every performance_levels has status = 'met'}} is false: measured status below_target",
      "line 7: {{claim: \"none\" if no performance_levels has status = 'met'}} is false: measured status met",
      "line 8: {{claim: \"met\" if performance_levels has status = 'met' where measure_code = 'CPM9'}} " +
      "finds no row of this month: mend its condition, or leave the sentence out",
      "line 9: {{performance_levels.achieved_percent}} finds 2 rows: add to its condition until it finds one",
      "line 10: {{csr_variance_sumary.actual_volume}} cannot be measured: there is no view csr_variance_sumary: " +
      "did you mean csr_variance_summary",
      'line 11: "performance_levels.status where (}}" is opened by {{ and not closed by }}',
      "line 15: this report's heading is ## 5 Certificate Signing Request (CSR) Variance Report",
      "line 19: a section says first who may see it: write Classification: White, Green, Amber or Red under its heading",
      "Warning: 2019-07.md line 5: 777 is typed by hand and equals no figure of the annex: use a placeholder",
    ]);
  });
});

Deno.test("renderCommentary() refuses a blank, a second row of a claim and an unknown filter with exit 4", async () => {
  await withJuly2019(async (path) => {
    const { code, lines } = await problems(
      path,
      `${PMR}{{performance_levels.not_published_reason where measure_code = 'CPM1'}}
{{performance_levels.status where measure_code = 'CPM1' | loud}}
{{claim: "met" if performance_levels has status = 'met'}}
{{performance_levels.status where measure_code = 'CPM1' or}}
{{percent}}
`,
    );
    strictEqual(code, 4);
    strictEqual(lines.length, 5);
    match(lines[0]!, /^line 5: .* is blank, or held back from this audience: say in words/);
    match(lines[1]!, /^line 6: .* there is no filter "loud": use ordinal, /);
    match(lines[2]!, /^line 7: .* finds 2 rows: .*say every, some or no before the view$/);
    match(lines[3]!, /^line 8: .* cannot be measured: it is no SQL: /);
    match(lines[4]!, /^line 9: .* a figure is VIEW\.COLUMN/);
  });
});

Deno.test("renderCommentary() lets unknown prove nothing: neither every, nor no, nor a single row", async () => {
  await withJuly2019(async (path) => {
    for (const quantifier of ["every ", "no ", ""]) {
      const text =
        `${PMR}{{claim: "x" if ${quantifier}performance_levels has not_published_reason = 'x' where measure_code = 'CPM1'}}`;
      strictEqual((await problems(path, text)).code, 5, quantifier);
    }
    const some = `${PMR}{{claim: "one was" if some performance_levels has achieved_percent < target_percent}}`;
    deepStrictEqual(said(await comment(path, some)), { commentary_1: ["one was"] });
  });
});

Deno.test("renderCommentary() refuses what reads above its section's class with exit 6, and prints no value of it", async () => {
  await withJuly2019(async (path) => {
    const { code, lines } = await problems(
      path,
      `${CSR}{{csr_variance_by_user.user_name where user_id = 'U1'}}
{{csr_variance_summary.actual_volume where (select max(user_name) from csr_variance_by_user) > 'A'}}
{{csr_variance_summary.actual_volume where reporting_month in (select content from read_text('/etc/passwd'))}}
{{claim: "x" if csr_variance_by_user has user_id = 'U9' where user_id = 'U1'}}
{{claim: "low" if csr_variance_summary has actual_volume < 10}}
`,
    );
    strictEqual(code, 6);
    deepStrictEqual(lines.map((line) => /^line \d+|amber|red|measured.*/.exec(line.replace(/^.*\}\}/, ""))?.[0]), [
      "amber",
      "amber",
      "red",
      "amber",
      "measured actual_volume 4,077,703",
    ]);
    ok(!lines.join().includes("Ada"));
  });
});

Deno.test("renderCommentary() withholds the Amber value of a false claim unless asked", async () => {
  await withJuly2019(async (path) => {
    const text = `${
      CSR.replace("White", "Amber")
    }{{claim: "x" if csr_variance_by_user has user_name = 'B' where user_id = 'U1'}}`;
    const { code, lines } = await problems(path, text, "amber");
    strictEqual(code, 5);
    match(lines[0]!, /is false: measured value withheld: amber; --show-values prints it$/);
    match((await problems(path, text, "amber", { showValues: true })).lines[0]!, /user_name Ada Metering/);
  });
});

Deno.test("renderCommentary() leaves a section above the audience out by its title, and measures nothing in it", async () => {
  await withJuly2019(async (path) => {
    const text = `Not for the paper.\n${CSR}Public.\n\n${CSR.replace("White", "Amber")}` +
      `Ada sent most. {{claim: "x" if csr_variance_summary has actual_volume < 0}}`;
    const commented = await comment(path, text);
    deepStrictEqual(said(commented), {
      commentary_5: ["Public."],
      "commentary_5-2": ["Classified Amber: it is named here by its title only."],
    });
    const { paper, headlines, commentary } = commented.documents;
    deepStrictEqual(commentary, [{
      id: "commentary_5",
      heading: "Certificate Signing Request (CSR) Variance Report",
      level: 3,
      blocks: [{ kind: "paragraph", text: "Public." }],
    }]);
    const ids = headlines!.sections.map(({ id }) => id);
    deepStrictEqual(ids.slice(ids.indexOf("report_5"), ids.indexOf("report_5") + 3), [
      "report_5",
      "commentary_5",
      "commentary_5-2",
    ]);
    ok(
      paper!.sections.some(({ heading }) =>
        heading === "Commentary: Certificate Signing Request (CSR) Variance Report (AMBER)"
      ),
    );
    ok(!JSON.stringify(commented).includes("Ada"));
    ok(!JSON.stringify(commented).includes("Not for the paper"));
    strictEqual((await problems(path, text, "amber")).code, 5);
  });
});

Deno.test("renderCommentary() warns of a typed number that no table the section's readers may see says", async () => {
  await withJuly2019(async (path) => {
    const { warnings } = await comment(
      path,
      `${CSR}On 14 August 2019 (14/08/2019, Q1 2021, July 2019, 2020) under H3.24, section 3.1 and Appendix AG 2.5.10,
INC000000439813, PM3.2, PM 2, CPM1, OPSG_50 and MP122 said 4,077,703 and 112.8% of 3,692,704.
But 4,077,704 is not it, nor is 112.76%, 3273.`,
      "amber",
    );
    deepStrictEqual(warnings, [
      "Warning: 2019-07.md line 7: 4,077,704 is typed by hand and equals no figure of the annex: use a placeholder",
      "Warning: 2019-07.md line 7: 112.76% is typed by hand and equals no figure of the annex: use a placeholder",
      "Warning: 2019-07.md line 7: 3273 is typed by hand and equals no figure of the annex: use a placeholder",
    ]);
    // U1's volume is Amber: it vouches for no number of a White section, even in the Amber annex.
    match((await comment(path, `${CSR}It was 3,692,000.`, "amber")).warnings[0]!, /3,692,000 is typed by hand/);
    deepStrictEqual((await comment(path, `${CSR.replace("White", "Amber")}It was 3,692,000.`, "amber")).warnings, []);
  });
});

Deno.test("commentDocuments() gives Markdown, HTML and a measured text no meaning in any format", async () => {
  await withJuly2019(async (path) => {
    const { documents } = await comment(
      path,
      `${PMR}**b** [l](javascript:x) ![i](http://x.test/i.png) <script>alert(1)</script> | # &lt; {{action_states.action where
action_reference <> 'A1' and report_number = 3}}
`.replace("White", "Green"),
      "green",
    );
    const typed = "**b** [l](javascript:x) ![i](http://x.test/i.png) <script>alert(1)</script> | # &lt; " +
      "Report <b>coverage</b> {{1}}";
    strictEqual(said({ documents, commentary: null, warnings: [] }).commentary_1![0], typed);
    const markdown = markdownDocument(documents.paper!, "charts");
    ok(
      markdown.includes("\\*\\*b\\*\\* \\[l\\](javascript\\:x)") ||
        markdown.includes("\\*\\*b\\*\\* \\[l\\](javascript:x)"),
    );
    ok(!/(?<!\\)<script/.test(markdown));
    const html = await htmlDocument(documents.paper!);
    ok(html.includes("&lt;script>alert(1)") || html.includes("&lt;script&gt;alert(1)"));
    ok(!html.includes("<script>alert"));
    ok(!html.includes("<b>coverage"));
    const word = strFromU8(unzipSync(await docxDocument(documents.paper!))["word/document.xml"]!);
    ok(word.includes("&lt;script&gt;alert(1)&lt;/script&gt;") || word.includes("&lt;script>alert(1)&lt;/script>"));
  });
});

Deno.test("commentDocuments() leaves a commentary on the samples out of any other annex", async () => {
  await withJuly2019(async (path) => {
    const commented = await comment(path, `Sources: synthetic samples\n\n${CSR}{{not.there}}`);
    deepStrictEqual([said(commented), commented.commentary], [{}, null]);
    match(commented.warnings[0]!, /commentary on synthetic samples, and these extracts are none/);
  });
});

Deno.test("commentDocuments() keeps for the manifest what gives the audience the same paper again", async () => {
  await withJuly2019(async (path) => {
    const text = `Notes.\n\n${CSR}{{csr_variance_summary.users}} Users.\n\n${CSR.replace("White", "Red")}Secret.\n`;
    const first = await comment(path, text);
    ok(!first.commentary!.includes("Secret"));
    const again = await comment(path, first.commentary!);
    deepStrictEqual(again, first);
    await rejects(() => comment(path, `${CSR}{{csr_variance_summary.nobody}}`), { exitCode: 4 });
  });
});
