import { match, rejects } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { audienceCopy } from "../../etl/notebook/audience_copy.ts";
import { refuseValues } from "../../etl/notebook/refuse_values.ts";
import { atDesk, userIdOf } from "../load/fixture.ts";

const NAME = "Quillfern Power";

/** Loads one Amber name and makes the White copy; the function searches an executed notebook. */
async function withSearch(
  test: (search: (copy: string, page?: string | null) => Promise<void>) => Promise<void>,
): Promise<void> {
  await atDesk(async (desk) => {
    const text = "Reporting Month,User ID,User Name,Forecast Volume,Actual Volume\n" +
      `2019-07,${userIdOf("AA")},${NAME},100,110\n`;
    await desk.loadText("july.csv", text);
    const { warehouse, folder } = desk;
    using white = audienceCopy({ warehouse, audience: "white", asOf: null, lastFileId: null, folder });
    const shown = await white.path();
    await test(async (copy, page = null) => {
      await refuseValues({ notebook: "a.ipynb", copy, page, audience: "white", warehouse, audienceCopy: shown });
    });
  });
}

/** An executed notebook of one cell. */
const executed = (source: string, output: unknown) =>
  JSON.stringify({ cells: [{ cell_type: "code", metadata: {}, source: [source], outputs: [{ data: output }] }] });

const HIDDEN: Readonly<Record<string, string>> = {
  "an output": executed("1", { "text/plain": [`Sent by ${NAME}.`] }),
  "a source": executed(`const user = "${NAME}";`, {}),
  "another case": executed("1", { "text/plain": [NAME.toUpperCase()] }),
  "other punctuation": executed("1", { "text/plain": [NAME.replace(" ", "_-_")] }),
  "markup between its words": executed("1", { "text/html": [NAME.replace(" ", "</b> <i>")] }),
  "an identifier": executed("1", { "text/plain": [userIdOf("AA").toLowerCase()] }),
  "a key of JSON": executed("1", { "application/json": { [NAME]: 1 } }),
  "Base64": executed("1", { "image/png": Buffer.from(`a chart of ${NAME} and others`).toString("base64") }),
};

Deno.test("refuseValues() finds a name above the audience wherever it is, and names the cell and not the value", (t) =>
  withSearch(async (search) => {
    for (const [place, copy] of Object.entries(HIDDEN)) {
      await t.step(place, () =>
        rejects(() => search(copy), (error: Error & { exitCode?: number }) => {
          match(error.message, /^Cannot keep "a\.ipynb" for the white audience because cell 1 shows a value of /);
          match(error.message, /^(?!.*quillfern)/i);
          return error.exitCode === 6;
        }));
    }
    await t.step("the page alone", () =>
      rejects(() => search(executed("1", {}), `<p>${NAME}</p>`), {
        exitCode: 6,
        message: /because its page shows a value of/,
      }));
    await t.step(
      "nowhere",
      () => search(executed("1", { "text/plain": ["4,077,703 requests in July 2019, Power and others"] })),
    );
  }));
