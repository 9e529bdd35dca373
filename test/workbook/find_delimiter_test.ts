import { strictEqual } from "node:assert/strict";
import { findDelimiter } from "../../etl/workbook/csv/find_delimiter.ts";

Deno.test("findDelimiter() returns a comma for a text without delimiters", () => {
  strictEqual(findDelimiter(""), ",");
  strictEqual(findDelimiter("one column\n1\n2\n"), ",");
});

Deno.test("findDelimiter() finds the semicolon when decimal commas are as frequent", () => {
  strictEqual(findDelimiter("1,5;2,5\n3,5;4,5\n"), ";");
  strictEqual(findDelimiter("Month;Rate\n2019-07;1,5\n2019-08;2,5\n2019-09;3\n"), ";");
});

Deno.test("findDelimiter() finds the comma when texts hold semicolons and tabs", () => {
  strictEqual(findDelimiter('Month,Note\n2019-07,a; b\n2019-08,"c\td"\n2019-09,e\n'), ",");
});

Deno.test("findDelimiter() ignores delimiters in quotes, over any number of lines", () => {
  strictEqual(findDelimiter('a\tb\n"1,2,3\n4,5,6\n7,8,9"\tx\n1\t2\n'), "\t");
});

Deno.test("findDelimiter() finds the bar", () => {
  strictEqual(findDelimiter("Month|Note\n2019-07|a, b\n2019-08|c\n"), "|");
  strictEqual(findDelimiter("Month,Codes\n2019-07,a|b\n2019-08,c|d\n2019-09,e|f\n"), ",");
});

Deno.test("findDelimiter() ignores title lines of another shape", () => {
  strictEqual(findDelimiter("Report, July, 2019, final\nAmber, controlled\n\na\tb\tc\n1\t2\t3\n4\t5\t6\n"), "\t");
});
