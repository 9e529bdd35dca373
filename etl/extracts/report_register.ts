import { date, period, text } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";

/** When each report was published and where it is stored: a row a report and period. */
export default defineExtract({
  name: "report_register",
  title: "Report register",
  source: "OPSG 49_2405 May 2021, item 5: an index of the reports available and where they are stored",
  classification: "white",
  isClassificationVerified: true,
  hint: /\bregister\b|\bindex of reports\b/i,
  key: ["report", "report_period"],
  period: { column: "report_period", unit: "month" },
  replaces: "key",
  columns: {
    report: text("Report", {
      also: ["Report Name", "Report Number", "Report Title"],
      description: "The report's name, or its number in the report catalogue",
      // The catalogue numbers reports 1, 2, 3 …: no digit can have been lost.
      isWholeNumberSafe: true,
    }),
    report_period: period("Period", {
      also: ["Reporting Period", "Report Period", "Period Covered"],
      description: "The month or quarter reported on, as its first day; the report's frequency tells which",
    }),
    published_date: date("Published Date", {
      also: ["Date Published", "Publication Date", "Published", "Published On"],
      description: "The day the report was published",
      blank: "not published",
    }),
    reference: text("Reference", {
      also: ["Report Reference", "Document Reference", "Paper Reference"],
      description: "The paper or document reference it was published under",
      blank: "no reference given",
    }),
    stored_at: text("Stored At", {
      also: ["Stored", "Where Stored", "Storage Location", "Location"],
      description: "Where the published report is stored",
      blank: "place not given",
    }),
    reason_not_published: text("Reason Not Published", {
      also: ["Reason for Non-Publication", "Why Not Published", "Reason"],
      description: "Why it was not published, with incident references",
      blank: "published, or no reason given",
    }),
  },
});
