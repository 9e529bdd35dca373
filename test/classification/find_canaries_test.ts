import { deepStrictEqual } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { strToU8, zipSync } from "fflate";
import type { Canary } from "./canary_month.ts";
import { findInBytes, findInText } from "./find_canaries.ts";

const CANARIES: readonly Canary[] = [
  { place: "csr_variance.user_name", classification: "amber", kind: "text", value: "Qzamber001cxq" },
  { place: "csr_variance.actual_volume", classification: "amber", kind: "count", value: "7310210000649" },
  { place: "problems.opened_date", classification: "amber", kind: "date", value: "2001-04-10" },
  { place: "rdp_incidents.incident_reference", classification: "amber", kind: "text", value: "INC731000439813" },
];

Deno.test("findInText() finds a canary however people and formats write it", () => {
  const found = (text: string) => findInText(text, CANARIES, "here").map((find) => find.split(" ").at(-1));
  for (
    const text of [
      "Qzamber001cxq",
      "QZAMBER001CXQ",
      "x_Qzam\\ber001cxq",
      "<b>Qzam</b>ber001cxq",
      "Qzamber001&#8203;cxq",
    ]
  ) {
    deepStrictEqual(found(text), ["Qzamber001cxq"], text);
  }
  for (
    const text of [
      "7310210000649",
      "7,310,210,000,649",
      "7 310\u202f210 000 649",
      "1317310210000649",
      "7.310210000649E12",
    ]
  ) {
    deepStrictEqual(found(text), ["7310210000649"], text);
  }
  for (const text of ["2001-04-10T00:00", "10/04/2001", "10 April 2001", "10-Apr-2001", "April 10, 2001"]) {
    deepStrictEqual(found(text), ["2001-04-10"], text);
  }
  deepStrictEqual(found("INC731000439813"), ["INC731000439813"]);
  deepStrictEqual(found("Qzamber001dxq 7310210000650 2001-04-11 INC731000439814"), []);
});

Deno.test("findInBytes() finds a canary in a zip, in base64, in UTF-16, in a BIGINT and in a PNG's text", () => {
  const found = (bytes: Uint8Array) => findInBytes(bytes, CANARIES, "file");
  const hidden = strToU8(`${"x".repeat(100)} Qzamber001cxq`);
  const zip = zipSync({ "docProps/core.xml": hidden });
  deepStrictEqual(found(zip), ["file/docProps/core.xml: csr_variance.user_name Qzamber001cxq"]);
  deepStrictEqual(found(strToU8(`data:;base64,${Buffer.from(zip).toString("base64")}"`)), [
    "file/base64 1/docProps/core.xml: csr_variance.user_name Qzamber001cxq",
  ]);
  deepStrictEqual(found(Buffer.from("Qzamber001cxq", "utf16le")), ["file: csr_variance.user_name Qzamber001cxq"]);
  const integer = new DataView(new ArrayBuffer(8));
  integer.setBigInt64(0, 7310210000649n, true);
  deepStrictEqual(found(new Uint8Array(integer.buffer)), ["file: csr_variance.actual_volume 7310210000649"]);
  const text = strToU8("Comment\0Qzamber001cxq");
  const png = new Uint8Array([
    0x89,
    0x50,
    0x4e,
    0x47,
    13,
    10,
    26,
    10,
    0,
    0,
    0,
    text.length,
    ...strToU8("tEXt"),
    ...text,
    0,
    0,
    0,
    0,
  ]);
  deepStrictEqual(found(png).includes("file/tEXt 8: csr_variance.user_name Qzamber001cxq"), true);
});
