import { COMMON, defineCommand } from "../cli/command.ts";
import { EXIT, UserError } from "../base/user_error.ts";

/** `describe`: what an unknown workbook holds, and a contract to start from. */
export const describe = defineCommand({
  summary: "says what sheets, header and types an unknown workbook has, and drafts a contract to start from",
  usage: "FILE [--sheet NAME] [--contract [FILE.ts]] [--show-values] [--json]",
  options: {
    sheet: { type: "string", value: "NAME", help: "describes only this sheet" },
    contract: {
      type: "boolean",
      default: false,
      help: "prints a contract to start from, or writes it to the FILE.ts given; the file must not be there yet",
    },
    "show-values": {
      type: "boolean",
      default: false,
      help:
        "prints values where the output is no terminal: elsewhere only their shapes are, as an unknown workbook counts as Red",
    },
    json: COMMON.json,
  },
  positionals: 2,
  examples: [
    [
      "deno task describe new.xlsx",
      "says what is in a workbook, values included, because its reader sits at the terminal",
    ],
    [
      "deno task describe new.xlsx --json > new.json",
      "the same as JSON, with the shapes of values instead of values",
    ],
    [
      "deno task describe new.xlsx --contract etl/extracts/outages.ts",
      "writes a contract the workbook loads under: lower its class and complete it, then deno task load new.xlsx",
    ],
  ],
  run: async ({ values, positionals }) => {
    const { path, contractPath } = await readPositionals(
      positionals,
      values.contract === true,
    );
    const showValues = values["show-values"] === true ||
      (Deno.stdout.isTerminal() && !values.json);
    const { allExtracts } = await import("../extracts/all_extracts.ts");
    const { describeWorkbook } = await import(
      "../describe/describe_workbook.ts"
    );
    const { formatProgress } = await import("../load/format_progress.ts");
    const { ProgressLine } = await import("../cli/progress_line.ts");
    const extracts = await allExtracts();
    using progress = new ProgressLine();
    const sheet = values.sheet;
    const study = await describeWorkbook(path, {
      extracts,
      sheet,
      showValues,
      onProgress: (reached) => progress.show(formatProgress(reached)),
    });
    progress.clear();
    if (values.contract) {
      const { writeContract } = await import("../describe/write_contract.ts");
      await writeContract(study, extracts, { contractPath, showValues });
    } else if (values.json) {
      console.log(JSON.stringify(study.description, null, 2));
    } else {
      const { descriptionText } = await import(
        "../describe/description_text.ts"
      );
      console.log(descriptionText(study.description));
      if (!showValues) {
        console.error(
          "Values are shown as their shapes: --show-values prints them",
        );
      }
    }
    return EXIT.done;
  },
});

/** The workbook, and where the contract goes: a spreadsheet never ends in .ts, so their order does not matter. */
async function readPositionals(
  positionals: readonly string[],
  isContract: boolean,
) {
  const contractPath = positionals.find((one) => one.endsWith(".ts")) ?? null;
  const [path, extra] = positionals.filter((one) => one !== contractPath);
  if (path === undefined) {
    throw new UserError(
      EXIT.wrongUsage,
      "Cannot describe without a file: name one, such as deno task describe new.xlsx",
    );
  }
  if (extra !== undefined) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot describe "${extra}" as well as "${path}": name one workbook; a contract's file ends in .ts`,
    );
  }
  if (contractPath !== null && !isContract) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot write "${contractPath}" without --contract: add it`,
    );
  }
  const found = await Deno.stat(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (found === null) {
    throw new UserError(
      EXIT.wrongUsage,
      `Cannot describe "${path}" because there is no such file: check its name and folder`,
    );
  }
  return { path, contractPath };
}
