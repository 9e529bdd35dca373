import { join, relative } from "node:path";
import { parseClassification } from "../classification.ts";
import { type Command, COMMON } from "../command.ts";
import type { CheckResult } from "../check/run_checks.ts";
import { calendarDay } from "../day.ts";
import { MANIFEST } from "../manifest/manifest.ts";
import { firstOfMonth } from "../month.ts";
import { EXIT, UserError } from "../user_error.ts";
import { notebookNarrator } from "../notebook/notebook_narrator.ts";

/** How long a cell may take; `notebook --timeout` gives one more. */
const CELL_TIMEOUT_MS = 120_000;

/** `annex`: Annex A, its tables and charts, the covering paper, the OPSG's headlines and the month's notebooks. */
export const annex: Command = {
  summary:
    "makes Annex A of a month with its tables, charts, covering paper, headlines and notebooks, for one audience",
  usage: "--month YYYY-MM [--audience CLASS] [--as-of DATE] [--publish] [--no-notebooks] [--commentary FILE] " +
    "[--show-values] [--warehouse FILE] [--out DIR] [--json], or --verify MANIFEST",
  options: {
    month: COMMON.month,
    audience: COMMON.audience,
    "as-of": COMMON["as-of"],
    publish: {
      type: "boolean",
      default: false,
      help: "records that this annex leaves the house: its figures, files and queries, for restate and --verify",
    },
    verify: {
      type: "string",
      value: "MANIFEST",
      help: "makes the annex of a manifest.json again, as known then, and compares it byte for byte",
    },
    archive: COMMON.archive,
    commentary: COMMON.commentary,
    "show-values": { type: "boolean", default: false, help: "print Amber and Red values of false claims" },
    "no-notebooks": { type: "boolean", default: false, help: "leave the notebooks out" },
    warehouse: COMMON.warehouse,
    out: COMMON.out,
    json: COMMON.json,
  },
  positionals: 0,
  examples: [
    [
      "deno task annex --month 2019-07",
      "writes the White annex, paper and headlines of July 2019 to out/2019-07/white",
    ],
    ["deno task annex --month 2019-07 --as-of 2019-08-31", "the annex as it would have been on that day"],
    ["deno task annex --month 2019-07 --publish", "and records what it says, once it goes to the Panel"],
    ["deno task annex --verify out/2019-07/white/manifest.json", "says equal, or what differs and why; exit 5"],
    ["deno task annex --month 2019-07 --audience amber --no-notebooks", "the Amber annex, which names Users"],
  ],
  run: async ({ values }) => {
    if (values.verify !== undefined) {
      return await verify(values.verify as string, values.warehouse as string, values.json === true);
    }
    if (values.month === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot make an annex without its month: add --month, such as --month 2019-07",
      );
    }
    const month = firstOfMonth(values.month as string);
    const audience = parseClassification(values.audience as string);
    const asOf = values["as-of"] === undefined ? null : calendarDay(values["as-of"] as string);
    const folder = join(values.out as string, month.slice(0, 7), audience);
    const { openSnapshot } = await import("../warehouse/open_snapshot.ts");
    const { describeDatedAnnex } = await import("../manifest/describe_dated_annex.ts");
    const { writeManifest } = await import("../manifest/write_manifest.ts");
    const { publishAnnex, refuseIncomplete } = await import("../manifest/publish_annex.ts");
    const { writeAnnex } = await import("../annex/write_annex.ts");
    const { runNotebooks } = await import("../notebook/run_notebooks.ts");
    const { describeDocuments } = await import("../paper/describe_documents.ts");
    const { commentDocuments } = await import("../commentary/comment_documents.ts");
    const { givenCommentary } = await import("../commentary/given_commentary.ts");

    using warehouse = await openSnapshot(values.warehouse as string, { audience, ...asOf === null ? {} : { asOf } });
    const { connection } = warehouse;
    const { set, failed } = await describeDatedAnnex(connection, month, audience, asOf);
    await refuseFalseClaims(failed);
    if (values.publish) await refuseIncomplete(connection, month);
    const file = await givenCommentary(values.commentary as string | undefined, values.warehouse as string, month);
    const subject = { ...set, showValues: values["show-values"] === true };
    const commented = await commentDocuments(connection, subject, await describeDocuments(connection, set), file);
    for (const warning of commented.warnings) console.error(warning);
    const documents = writeAnnex(set, folder, commented.documents);
    // The kernels are processes of their own: they work while the documents are written, and wait for their folder.
    const notebooks = values["no-notebooks"] ? [] : runNotebooks({
      names: [],
      month,
      audience,
      asOf,
      warehouse: values.warehouse as string,
      out: values.out as string,
      cellTimeoutMs: CELL_TIMEOUT_MS,
      writeAfter: documents,
      onProgress: notebookNarrator(),
    });
    const [files, executed] = await Promise.all([documents, notebooks]);
    const manifest = await writeManifest(connection, set, folder, files, asOf, commented.commentary);
    if (values.publish) {
      const archive = values.archive === undefined ? {} : { archive: values.archive as string };
      const options = { warehouse: values.warehouse as string, ...archive, manifest, folder, clock: () => new Date() };
      const isNew = await publishAnnex(options);
      console.error(isNew ? "Recorded as published" : "Recorded as published before: nothing has changed");
    }
    if (values.json) {
      console.log(JSON.stringify({ month, audience, folder, files: [...files, MANIFEST].sort() }, null, 2));
    } else {
      const shown = files.filter((file) => !file.includes("/")).map((file) => join(folder, file));
      for (const path of [...shown, ...executed.map((result) => result.outPath)]) {
        console.log(relative(Deno.cwd(), path));
      }
      console.error(
        `${set.title} (${audience}): ${set.tables.length} tables, ${set.charts.length} charts in ${folder}`,
      );
    }
    return EXIT.done;
  },
};

/** A check of error level that fails stops the annex: a figure would not stand. */
async function refuseFalseClaims(failed: readonly CheckResult[]) {
  const { describeCheck } = await import("../check/describe_check.ts");
  const errors = failed.filter((check) => check.severity === "error");
  for (const check of failed) if (check.severity === "warning") console.error(describeCheck(check, false));
  if (errors.length > 0) {
    throw new UserError(
      EXIT.claimFalse,
      `Cannot make the annex as a check fails: mend the extract and load it again\n${
        errors.map((check) => describeCheck(check, false)).join("\n")
      }`,
    );
  }
}

async function verify(path: string, warehouse: string, isJson: boolean): Promise<number> {
  const { verifyManifest } = await import("../manifest/verify_manifest.ts");
  const { manifest, differences, changes } = await verifyManifest(path, warehouse);
  const isEqual = differences.length === 0;
  if (isJson) {
    const { month, audience, as_of } = manifest;
    console.log(JSON.stringify({ month, audience, as_of, is_equal: isEqual, differences, changes }, null, 2));
  } else if (isEqual) {
    console.log(`Equal: ${manifest.title} (${manifest.audience}), ${manifest.outputs.length} files byte for byte`);
  } else {
    for (const { path, what } of differences) console.log(`${path} ${what}`);
    for (const change of changes) console.error(`Since then: ${change}`);
  }
  return isEqual ? EXIT.done : EXIT.claimFalse;
}
