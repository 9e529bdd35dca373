import { deepStrictEqual } from "node:assert/strict";
import { formatJoinedLabel } from "../../etl/load/format_joined_label.ts";
import { readJoinedLabels } from "../../etl/load/joined_labels.ts";
import { atDesk, type Desk } from "./fixture.ts";

/** A CH exceptions extract as CSV: month, Device, reason. */
function exceptions(...records: readonly (readonly [string, string, string])[]): string {
  const lines = records.map(([month, device, reason]) => `${month},90-B3-D5-1F-30-00-00-0${device},North,${reason},\n`);
  return "Reporting Month,Device ID,Region,Exception Reason,Raised Date\n" + lines.join("");
}

async function said(desk: Desk, name: string, text: string, showValues = false): Promise<string[]> {
  const outcome = await desk.loadText(name, text);
  return (await readJoinedLabels(desk.warehouse, [outcome], showValues)).map(formatJoinedLabel);
}

Deno.test("readJoinedLabels() says which spellings a file brought that count as one label", () =>
  atDesk(async (desk) => {
    const plans = "Reporting Quarter,NEP Reference,Region,Kind,Premises,Started Date,Completed Date\n" +
      "2019 Q2,N1,North,Radio site,1,01/04/2019,\n2019 Q2,N2,North,radio  site.,1,01/04/2019,\n" +
      "2019 Q2,N3,North,Radio site,1,01/04/2019,\n2019 Q2,N4,North,Fibre,1,01/04/2019,\n";
    deepStrictEqual(await said(desk, "plans.csv", plans), [
      'joined      2 spellings of "Radio site" (plan kind, 3 rows): "Radio site", "radio  site."',
    ]);
  }));

Deno.test("readJoinedLabels() shows a label above Green only when asked to, and else its cells", () =>
  atDesk(async (desk) => {
    const june = exceptions(["2019-06", "1", "Lost"], ["2019-06", "2", "Lost"], ["2019-06", "3", "lost."]);
    deepStrictEqual(await said(desk, "june.csv", june), [
      "joined      2 spellings of one exception reason (3 rows) at june.csv june!D2, june.csv june!D4: they " +
      "are Amber, --show-values shows them",
    ]);
    // July's file spells the label in one way, which is another one than June's.
    const july = exceptions(["2019-07", "1", "LOST"], ["2019-07", "2", "LOST"], ["2019-07", "3", "LOST"]);
    deepStrictEqual(await said(desk, "july.csv", july, true), [
      'joined      3 spellings of "LOST" (exception reason, 6 rows): "LOST", "Lost", "lost."',
    ]);
    // August's brings nothing new.
    const august = exceptions(["2019-08", "1", "LOST"], ["2019-08", "2", "Found"]);
    deepStrictEqual(await said(desk, "august.csv", august, true), []);
  }));

Deno.test("a joined label leaves the rows of the extract as their file spells them", () =>
  atDesk(async (desk) => {
    await desk.loadText(
      "june.csv",
      exceptions(["2019-06", "1", "Lost"], ["2019-06", "2", "lost"], ["2019-06", "3", "lost"]),
    );
    deepStrictEqual(
      await desk.query(
        "select exception_reason, count(*)::integer as n from extracts.ch_exceptions group by all order by all",
      ),
      [{ exception_reason: "Lost", n: 1 }, { exception_reason: "lost", n: 2 }],
    );
    deepStrictEqual(await desk.query("select exception_reason, exceptions from ch_exception_counts"), [
      { exception_reason: "lost", exceptions: 3 },
    ]);
  }));
