import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand, given, type Options, type Values } from "../cli/command.ts";
import { parseDay } from "../cli/day.ts";
import { firstOfMonth } from "../cli/month.ts";
import { EXIT, UserError } from "../base/user_error.ts";

const OPTIONS = {
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
  "show-values": { type: "boolean", default: false, help: "prints Amber and Red values of false claims" },
  "no-notebooks": {
    type: "boolean",
    default: false,
    help: "leaves the notebooks out; with --verify, does not execute them again",
  },
  warehouse: COMMON.warehouse,
  out: COMMON.out,
  json: COMMON.json,
} as const satisfies Options;

/** `annex`: Annex A, its tables and charts, the covering paper, the OPSG's headlines and the month's notebooks. */
export const annex = defineCommand({
  summary:
    "makes Annex A of a month with its tables, charts, covering paper, headlines and notebooks, for one audience",
  usage: "--month YYYY-MM [--audience CLASS] [--as-of DATE] [--publish] [--no-notebooks] [--commentary FILE] " +
    "[--show-values] [--warehouse FILE] [--archive DIR] [--out DIR] [--json], or --verify MANIFEST",
  options: OPTIONS,
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
      return await verify(values, values.verify);
    }
    if (values.month === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot make an annex without its month: add --month, such as --month 2019-07",
      );
    }
    const { openSnapshot } = await import("../warehouse/open_snapshot.ts");
    const { newestFile } = await import("../warehouse/newest_file.ts");
    const { makeAnnex } = await import("./make_annex.ts");
    const month = firstOfMonth(values.month);
    const audience = parseClassification(values.audience);
    const asOf = given(values["as-of"], parseDay);
    const path = values.warehouse;
    const lastFileId = await newestFile(path, asOf);
    const opening = openSnapshot(path, { asOf, audience, lastFileId });
    const archive = values.archive === undefined ? {} : { archive: values.archive };
    try {
      const lines = await makeAnnex(opening, {
        month,
        audience,
        asOf,
        lastFileId,
        warehouse: path,
        ...archive,
        out: values.out,
        commentary: values.commentary,
        hasNotebooks: values["no-notebooks"] !== true,
        isPublished: values.publish === true,
        showValues: values["show-values"] === true,
        isJson: values.json === true,
      });
      for (const line of lines) console.log(line);
    } finally {
      await opening.then((snapshot) => snapshot.close(), () => {});
    }
    return EXIT.done;
  },
});

/** What a manifest says itself. */
const SAID_BY_MANIFEST = ["month", "as-of", "publish", "commentary"] as const;

async function verify(values: Values<typeof OPTIONS>, manifestPath: string): Promise<number> {
  const extra = SAID_BY_MANIFEST.find((name) => values[name] !== undefined && values[name] !== false);
  if (extra !== undefined) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot verify with --${extra} because the manifest says which annex it is of: leave --${extra} out`,
    );
  }
  const { verifyManifest } = await import("../manifest/verify_manifest.ts");
  const { manifest, differences, changes, publishedAt } = await verifyManifest(
    manifestPath,
    values.warehouse,
    values["no-notebooks"] !== true,
  );
  const isEqual = differences.length === 0;
  if (values.json) {
    const { month, audience, as_of } = manifest;
    const answer = { month, audience, as_of, is_equal: isEqual, published_at: publishedAt, differences, changes };
    console.log(JSON.stringify(answer, null, 2));
  } else {
    for (const { path, what } of differences) console.log(`${path} ${what}`);
    if (isEqual) {
      console.log(
        `Equal: ${manifest.title} (${manifest.audience}), ${
          manifest.outputs.length + manifest.notebooks.length
        } files byte for byte`,
      );
    }
    for (const change of changes) console.error(`Since then: ${change}`);
    console.error(
      publishedAt === null
        ? "Not recorded as published: a draft, or not as it was recorded"
        : `Recorded as published on ${publishedAt.slice(0, 10)}`,
    );
  }
  return isEqual ? EXIT.done : EXIT.claimFalse;
}
