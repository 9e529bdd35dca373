import { date, label, quarter, reference, yesNo } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";

/** Operational Problems that affect DCC Users: one row per Problem and quarter. */
export default defineExtract({
  name: "problems",
  title: "Quarterly Problem Report",
  source: "SEC Appendix AG 3.2",
  classification: "amber",
  isClassificationVerified: false,
  hint: /\bproblems?\b/i,
  key: ["reporting_quarter", "problem_reference"],
  period: { column: "reporting_quarter", unit: "quarter" },
  replaces: "period",
  columns: {
    reporting_quarter: quarter("Reporting Quarter", {
      also: ["Quarter", "Reporting Period"],
      description: "The quarter reported on",
    }),
    problem_reference: reference("Problem Reference", {
      also: ["Problem", "Problem Ref", "Problem ID", "Problem Number"],
      description: "The Problem's reference",
    }),
    opened_date: date("Opened Date", {
      also: ["Date Opened", "Opened", "Open Date"],
      description: "The day the Problem was opened",
      blank: "day not given",
    }),
    closed_date: date("Closed Date", {
      also: ["Date Closed", "Closed"],
      description: "The day the Problem was closed",
      blank: "open",
    }),
    state: label("State", {
      also: ["Status", "Problem State", "Problem Status"],
      description: "The Problem's state, in the DCC's words",
      blank: "state not given",
    }),
    fix_identified: yesNo("Fix Identified", {
      also: ["Has Fix", "Fix Known"],
      description: "Whether a fix is known and not yet implemented",
      blank: "not known",
    }),
    rca_target_date: date("RCA Target Date", {
      also: ["RCA Target", "RCA Due Date", "Root Cause Analysis Target Date"],
      description: "The day by which the DCC aims to complete the Root Cause Analysis",
      blank: "no target",
    }),
    rca_completed_date: date("RCA Completed Date", {
      also: ["RCA Completed", "RCA Completion Date", "Root Cause Analysis Completed Date"],
      description: "The day the Root Cause Analysis was completed",
      blank: "not completed",
    }),
    significant_or_impactful: yesNo("Significant or Impactful", {
      also: ["Significant and/or Impactful", "Significant/Impactful", "Significant & Impactful"],
      description: "Whether the DCC considers the Problem Significant and/or Impactful",
      blank: "not known",
    }),
  },
});
