import { dirname } from "node:path";
import { parseClassification } from "../base/classification.ts";
import { COMMON, defineCommand, given } from "../cli/command.ts";
import { parseDay } from "../cli/day.ts";
import { firstOfMonth } from "../cli/month.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `draft`: a first commentary on a month, from what changed. */
export const draft = defineCommand({
  summary: "writes a first commentary on a month from what changed, for annex to put into the paper",
  usage: "--month YYYY-MM [--audience CLASS] [--as-of DATE] [--out FILE] [--force] [--warehouse FILE]",
  options: {
    month: COMMON.month,
    audience: { ...COMMON.audience, help: "whose paper it is for: what is held back from them is not drafted" },
    "as-of": COMMON["as-of"],
    out: {
      type: "string",
      value: "FILE",
      help: "the file to write (default commentary/YYYY-MM.md beside the warehouse, where annex looks for it)",
    },
    force: { type: "boolean", default: false, help: "writes over a commentary that is there" },
    warehouse: COMMON.warehouse,
  },
  positionals: 0,
  examples: [
    ["deno task draft --month 2021-04", "writes data/commentary/2021-04.md: what changed, is late, overdue or open"],
    [
      "deno task draft --month 2019-07 --out draft.md",
      "writes it elsewhere; annex takes it with --commentary draft.md",
    ],
  ],
  run: async ({ values }) => {
    if (values.month === undefined) {
      throw new UserError(
        EXIT.wrongUsage,
        "Cannot draft a commentary without its month: add --month, such as --month 2019-07",
      );
    }
    const month = firstOfMonth(values.month);
    const asOf = given(values["as-of"], parseDay);
    const warehousePath = values.warehouse;
    const { openSnapshot } = await import("../warehouse/open_snapshot.ts");
    const { commentaryBeside } = await import("../commentary/read_commentary.ts");
    const { draftCommentary } = await import("../commentary/draft_commentary.ts");
    const path = values.out ?? commentaryBeside(warehousePath, month);
    const options = { audience: parseClassification(values.audience), asOf };
    using warehouse = await openSnapshot(warehousePath, options);
    const text = await draftCommentary(warehouse.connection, month);
    const { writeFile } = await import("../files/write_file.ts");
    await Deno.mkdir(dirname(path), { recursive: true });
    if (!values.force && await Deno.stat(path).then(() => true, () => false)) {
      throw new UserError(
        EXIT.wrongUsage,
        `Cannot draft a commentary to "${path}" because there is one: give another --out, or --force to write over it`,
      );
    }
    await writeFile(path, warehousePath, (write) => write(text));
    console.log(path);
    const sections = text.match(/^## /gm)?.length ?? 0;
    console.error(`Drafted ${sections} ${sections === 1 ? "section" : "sections"}: edit them, then make the annex`);
    return EXIT.done;
  },
});
