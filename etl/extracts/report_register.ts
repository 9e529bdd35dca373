import { date, period, text } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";

/** The publication date and storage place of each report. One row per report and period. */
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
      // The catalogue numbers reports 1, 2, 3 …. Such a number cannot lose a digit.
      isWholeNumberSafe: true,
    }),
    report_period: period("Period", {
      also: ["Reporting Period", "Report Period", "Period Covered"],
      description:
        "The first day of the month or quarter reported on. The report's frequency tells which of the two it is",
    }),
    published_date: date("Published Date", {
      also: ["Date Published", "Publication Date", "Published", "Published On"],
      description: "The day the report was published",
      blank: "not published",
    }),
    reference: text("Reference", {
      also: ["Report Reference", "Document Reference", "Paper Reference"],
      description: "The reference of the paper or document in which it was published",
      blank: "no reference given",
    }),
    stored_at: text("Stored At", {
      also: ["Stored", "Where Stored", "Storage Location", "Location"],
      description: "The storage place of the published report",
      blank: "place not given",
    }),
    reason_not_published: text("Reason Not Published", {
      also: ["Reason for Non-Publication", "Why Not Published", "Reason"],
      description: "The reason why the report was not published, with incident references",
      blank: "published, or no reason given",
    }),
  },
});
