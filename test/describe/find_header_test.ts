import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { findHeader } from "../../etl/describe/find_header.ts";
import { rowsOf } from "./rows_of.ts";

const headerRows = (...rows: Parameters<typeof rowsOf>) => findHeader(rowsOf(...rows))?.rows ?? null;

Deno.test("findHeader() ignores titles, other texts and dates above the header", () => {
  deepStrictEqual(
    headerRows(["Visits"], ["As at", "31/07/2019"], [], ["Place", "Visits"], ["Ayr", 5], ["Bath", 6]),
    [4],
  );
});

Deno.test("findHeader() selects the first row of a table of texts", () => {
  deepStrictEqual(headerRows(["Name", "Place"], ["Ann", "Ayr"], ["Bob", "Bath"]), [1]);
});

Deno.test("findHeader() selects the first row of a table of texts, even with a repeated label", () => {
  const header = ["Name", "Comment", "Comment", "Owner"];
  deepStrictEqual(headerRows(header, ["Ann", "late", "early", "Bob"], ["Cy", "lost", "found", "Di"])?.at(-1), 1);
});

Deno.test("findHeader() never reads numbers in another country's spelling as labels", () => {
  deepStrictEqual(headerRows(["Ref", "Valeur", "Pct"], ["A1", "1,5", "96,5%"], ["A2", "1 234", "97%"]), [1]);
});

Deno.test("findHeader() reads months, quarters and days over numbers as labels, and over days as days", () => {
  deepStrictEqual(headerRows(["Region", "Jan-21", "Feb-21"], ["North", 1, 2], ["South", 3, 4]), [1]);
  deepStrictEqual(headerRows(["Region", "2021 Q1", "2021 Q2"], ["North", "1,200", 2], ["South", 3, 4]), [1]);
  deepStrictEqual(headerRows(["Ref", "Date", "Date", "Value"], ["A1", "01/01/2021", "02/01/2021", "x"]), [1]);
  deepStrictEqual(
    headerRows(["Ref", "Opened", "Closed", "x"], ["A1", "01/01/2021", "02/01/2021", "y"], [
      "A2",
      "03/01/2021",
      null,
      "z",
    ]),
    [1],
  );
});

Deno.test("findHeader() reads years as labels, but no other number", () => {
  deepStrictEqual(headerRows(["Fuel", 2018, 2019], ["Coal", 5.5, 6.5], ["Gas", 7.5, 8.5]), [1]);
  strictEqual(headerRows([1, 2], [3, 4], [5, 6]), null);
  // 1900 and 2000 under a header are values. The second row is its lower one.
  deepStrictEqual(
    headerRows(["Month", "User", null, "Volume"], [null, "ID", "Name", "Sent", "Met"], [
      "Jul-19",
      "A1",
      "x",
      1000,
      1900,
    ], [
      "Jul-19",
      "A2",
      "y",
      2000,
      1950,
    ]),
    [1, 2],
  );
});

Deno.test("findHeader() does not take a row of text among data for the header", () => {
  deepStrictEqual(headerRows(["Name", "Volume"], ["Ann", 1], ["Bob", "about 3"], ["Cy", 4]), [1]);
});

Deno.test("findHeader() includes a banner over repeated labels or a gap, and no text over a complete header", () => {
  deepStrictEqual(headerRows([null, "North", null, "South"], ["Month", "In", "Out", "In"], ["Jul-19", 1, 2, 3]), [
    1,
    2,
  ]);
  deepStrictEqual(headerRows(["Month", "Volume"], [null, "In", "Out"], ["Jul-19", 1, 2]), [1, 2]);
  deepStrictEqual(headerRows(["at", "the", "top"], ["Month", "In", "Out"], ["Jul-19", 1, 2]), [2]);
});

Deno.test("findHeader() includes every banner of a header of three or four rows, and no title", () => {
  const found = findHeader(rowsOf(
    ["Visits by month"],
    [null, "All visits", null, "By area"],
    [null, null, null, "Europe", null, "Other"],
    ["Month", "Made", "Missed", "Made", "Missed", "Made"],
    ["Jul-19", 1, 2, 3, 4, 5],
  ));
  deepStrictEqual(found?.rows, [2, 3, 4]);
  deepStrictEqual([...found.headers.values()], [
    "Month",
    "All visits Made",
    "All visits Missed",
    "By area Europe Made",
    "By area Europe Missed",
    "By area Other Made",
  ]);
});

Deno.test("findHeader() finds no header on a cover page, a list or an empty sheet", () => {
  strictEqual(headerRows(["A cover"], [], ["Made by us"]), null);
  strictEqual(headerRows(["one"], ["two"]), null);
  strictEqual(headerRows(), null);
});
