import { choice, date, identifier, label, month } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";
import { REGION_SPELLINGS } from "../contract/region_spellings.ts";

/** Communications Hub exceptions: one row per month, Device and reason. */
export default defineExtract({
  name: "ch_exceptions",
  title: "Communications Hub exceptions",
  source: "SEC H13, within the Performance Measurement Report",
  classification: "amber",
  isClassificationVerified: true,
  hint: /\bexceptions?\b/i,
  key: ["reporting_month", "device_id", "exception_reason"],
  period: { column: "reporting_month", unit: "month" },
  replaces: "key",
  columns: {
    reporting_month: month("Reporting Month", {
      also: ["Month", "Report Month", "Reporting Period"],
      description: "The month the exception is reported in",
    }),
    device_id: identifier("Device ID", {
      also: ["Device", "CH ID", "CHF ID", "CHF Device ID", "Comms Hub ID", "Communications Hub ID"],
      description: "The Communications Hub's identifier, an EUI-64",
    }),
    region: choice("Region", ["North", "Central", "South"], {
      also: ["CSP Region"],
      spellings: REGION_SPELLINGS,
      description: "The CSP Region of the Communications Hub",
      blank: "Region not given",
    }),
    exception_reason: label("Exception Reason", {
      also: ["Exception", "Reason for Exception", "Reason"],
      description: "The reason why the measure excludes the Communications Hub, in the DCC's words",
    }),
    raised_date: date("Raised Date", {
      also: ["Date Raised", "Raised"],
      description: "The day the exception was raised",
      blank: "day not given",
    }),
  },
});
