import { doesNotMatch, match, strictEqual } from "node:assert/strict";
import { atDesk, userIdOf } from "../load/fixture.ts";
import { writeZip } from "../workbooks/write_zip.ts";
import { table, xlsxParts } from "../workbooks/xlsx_parts.ts";

/** What a terminal obeys: clear the screen, name the window, colour by a single C1 character, turn the text around. */
const HOSTILE = ["_x001B_[2JA", "_x001B_]0;owned_x0007_B", "_x009B_31mC", "_x202E_D", "_x007F_E"];
// deno-lint-ignore no-control-regex -- these it is that must not come out
const OBEYED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

Deno.test("no verb prints what a terminal would obey, whatever a User or a file is called", () =>
  atDesk(async (desk) => {
    const head = ["Reporting Month", "User ID", "User Name", "Forecast Volume", "Actual Volume"];
    const rows = HOSTILE.map((name, index) => ["2019-07", userIdOf(`U${index}`), name, 100, 200 + index]);
    const bytes = writeZip(xlsxParts({ sheets: { CSR: table([head, ...rows]) } }));
    // A second month, whose volumes a warning of the checks is about.
    const june = HOSTILE.map((name, index) => ["2019-06", userIdOf(`U${index}`), `${name}x`, 100, 1]);
    const file = await desk.write("july \u001b[2J\u009b31m.xlsx", bytes);
    await desk.write("june.xlsx", writeZip(xlsxParts({ sheets: { CSR: table([head, ...june]) } })));
    const verbs: [code: number, args: string[]][] = [
      [0, ["load", "--inbox", desk.folder]],
      [0, ["load", "--inbox", desk.folder, "--json"]],
      ...["table", "csv", "json", "markdown"].map((format): [number, string[]] => [
        0,
        ["sql", "from csr_variance_by_user order by user_id", "--format", format],
      ]),
      [2, ["sql", "select user_name::integer from stg_csr_variance"]],
      [0, ["check", "--show-values"]],
      [0, ["check", "--json"]],
      [0, ["status"]],
      [0, [
        "trace",
        "csr_variance_by_user",
        "--month",
        "2019-07",
        "--show-values",
        "--where",
        `user_id = '${userIdOf("U1")}'`,
      ]],
      [0, ["describe", file, "--show-values"]],
      [2, ["annex", "--month", "\u001b[2J"]],
    ];
    for (const [expected, args] of verbs) {
      const more = args[0] === "describe" ? [] : ["--warehouse", desk.warehouse];
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-check", "etl/main.ts", ...args, ...more],
        env: { NO_COLOR: "1" },
      }).output();
      const [out, err] = [stdout, stderr].map((text) => new TextDecoder().decode(text)) as [string, string];
      strictEqual(code, expected, `${args.join(" ")}: ${err}`);
      for (const text of [out, err]) doesNotMatch(text, OBEYED, args.join(" "));
      if (args.includes("json")) match(out, /"\\u001b\[2JA"/, "and JSON keeps what it was");
    }
  }));
