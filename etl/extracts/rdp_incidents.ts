import { z } from "zod";
import { choice, date, label, month, reference } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";

/** Incidents that need action by a Registration Data Provider. One row per Incident and reporting month. */
export default defineExtract({
  name: "rdp_incidents",
  title: "Registration Data Provider Incident Report",
  source: "SEC Appendix AG 2.5.10",
  classification: "amber",
  isClassificationVerified: false,
  hint: /\brdps?\b|registration data/i,
  key: ["reporting_month", "incident_reference"],
  period: { column: "reporting_month", unit: "month" },
  replaces: "period",
  columns: {
    reporting_month: month("Reporting Month", {
      also: ["Month", "Report Month", "Reporting Period"],
      description: "The month reported on",
    }),
    incident_reference: reference("Incident Reference", {
      also: ["Incident", "Incident Ref", "Incident ID", "Incident Number"],
      description: "The Incident's reference: INC and 12 digits",
      rule: z.string().transform((text) => text.replaceAll("-", ""))
        .pipe(z.string().regex(/^INC\d{12}$/, "must be INC and 12 digits, such as INC000000439813")),
    }),
    rdp: label("RDP", {
      also: ["Registration Data Provider", "RDP Name"],
      description: "The Registration Data Provider that must act",
      blank: "RDP not given",
    }),
    category: choice("Category", ["1", "2", "3", "4", "5"], {
      also: ["Incident Category", "Severity"],
      spellings: Object.fromEntries([1, 2, 3, 4, 5].map((of) => [of, [`Category ${of}`, `Cat ${of}`]])),
      description: "The Incident's Category. 1 is the most severe",
      blank: "Category not given",
      isWholeNumberSafe: true,
    }),
    cause: label("Cause", {
      also: ["Root Cause", "Cause of Incident"],
      description: "The cause of the Incident, in the DCC's words",
      blank: "cause not known",
    }),
    opened_date: date("Opened Date", {
      also: ["Date Opened", "Opened", "Open Date"],
      description: "The day the Incident was opened",
      blank: "day not given",
    }),
    resolved_date: date("Resolved Date", {
      also: ["Date Resolved", "Resolved", "Resolution Date"],
      description: "The day the Incident was resolved",
      blank: "not resolved",
    }),
    closed_date: date("Closed Date", {
      also: ["Date Closed", "Closed"],
      description: "The day the Incident record was closed",
      blank: "not closed",
    }),
  },
});
