import { strictEqual } from "node:assert/strict";
import { parseDate, parseMonth, parseQuarter } from "../../etl/contract/parse_day.ts";
import { day } from "./hand_made_workbook.ts";

const JULY = day("2019-07-01");
const SPRING = day("2019-04-01");

for (
  const text of [
    "Jul-19",
    "July 2019",
    "2019-07",
    "07/2019",
    "01/07/2019",
    "Jul 2019",
    "JULY-2019",
    "31/07/2019",
    "7/2019",
    "Jul '19",
    "2019-07-31",
    "14 Jul 2019",
  ]
) {
  Deno.test(`parseMonth() reads "${text}" as July 2019`, () => strictEqual(parseMonth(text), JULY));
}

for (const text of ["Sept 2019", "Sep-19", "September 2019"]) {
  Deno.test(`parseMonth() reads "${text}" as September 2019`, () => strictEqual(parseMonth(text), day("2019-09-01")));
}

for (
  const text of [
    "Juli 2019",
    "13/2019",
    "2019-13",
    "July",
    "2019",
    "Q2 2019",
    "July 1999",
    "July 2100",
    "201907",
    "43647",
    "31/06/2019",
    "07/31/2019",
    "",
    "Jul-019",
  ]
) {
  Deno.test(`parseMonth() rejects "${text}"`, () => strictEqual(parseMonth(text), null));
}

for (
  const text of [
    "2019 Q2",
    "Q2 2019",
    "Apr-Jun 2019",
    "2019-Q2",
    "q2-2019",
    "2019Q2",
    "April to June 2019",
    "Apr – Jun 2019",
    "April - June 2019",
    "Q2 19",
    "Q2-19",
    "Q2 '19",
    "30/06/2019",
    "2019-04-01",
  ]
) {
  Deno.test(`parseQuarter() reads "${text}" as April to June 2019`, () => strictEqual(parseQuarter(text), SPRING));
}

Deno.test("parseQuarter() reads each quarter of a year", () => {
  const starts = ["2021-01-01", "2021-04-01", "2021-07-01", "2021-10-01"].map(day);
  for (const [index, text] of ["Jan-Mar 2021", "Apr-Jun 2021", "Jul-Sep 2021", "Oct-Dec 2021"].entries()) {
    strictEqual(parseQuarter(text), starts[index]);
    strictEqual(parseQuarter(`2021 Q${index + 1}`), starts[index]);
  }
});

for (
  const text of [
    "Feb-Apr 2019",
    "Apr-May 2019",
    "Apr-Sep 2019",
    "Q5 2019",
    "Q0 2019",
    "Q2",
    "2019",
    "April 2019",
    "Q2 2019/20",
    "Q2 19/20",
    "Q219",
    "2019/20 Q1",
    "Apr-Jun",
  ]
) {
  Deno.test(`parseQuarter() rejects "${text}"`, () => strictEqual(parseQuarter(text), null));
}

for (
  const text of [
    "03/04/2019",
    "3/4/2019",
    "03 Apr 2019",
    "3 April 2019",
    "03-Apr-2019",
    "2019-04-03",
    "03/04/2019 16:30",
    "2019-04-03T00:00:00",
    "2019-04-03 23:59:59.999",
    "2019/04/03",
    "03-04-2019",
    "03.04.2019",
    "03-Apr-19",
    "3 Apr 19",
    "03/04/2019 4:30 PM",
  ]
) {
  Deno.test(`parseDate() reads "${text}" as 3 April 2019`, () => strictEqual(parseDate(text), day("2019-04-03")));
}

for (
  const text of [
    "04/13/2019",
    "29/02/2019",
    "00/01/2019",
    "03/04/19",
    "03.04.19",
    "03/04-2019",
    "2019/13/04",
    "April 3 2019",
    "2019-04",
    "2019-04-03T23:00:00Z",
    "31/12/1999",
    "01/01/2100",
    "3 Foo 2019",
    "tomorrow",
  ]
) {
  Deno.test(`parseDate() rejects "${text}"`, () => strictEqual(parseDate(text), null));
}

Deno.test("parseDate() knows leap days", () => strictEqual(parseDate("29/02/2020"), day("2020-02-29")));
