import { choice, date, label, reference, text } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";

/** Actions that meetings have asked for: one row per action. Each new issue replaces the whole list. */
export default defineExtract({
  name: "actions",
  title: "Actions and observations",
  source: "SECP_72_1309_22 Sept 2019: remediation plans tasked, discharged and partially discharged",
  classification: "green",
  isClassificationVerified: false,
  hint: /\bactions?\b/i,
  key: ["action_reference"],
  period: null,
  replaces: "period",
  columns: {
    action_reference: reference("Action Reference", {
      form: "spaced_reference",
      also: ["Action Ref", "Action ID", "Action Number"],
      description: "The action's reference",
    }),
    report: text("Report", {
      also: ["Report Name", "Report Number", "Report Title"],
      description: "The report that the action concerns: its name, or its number in the report catalogue",
      blank: "concerns no single report",
      isWholeNumberSafe: true,
    }),
    raised_date: date("Raised Date", {
      also: ["Date Raised", "Raised"],
      description: "The day the action was raised",
      blank: "day not given",
    }),
    meeting: text("Meeting", {
      also: ["Raised At", "Meeting Reference"],
      description: "The meeting that raised the action",
      blank: "meeting not given",
      isWholeNumberSafe: true,
    }),
    action: text("Action", {
      also: ["Action Description", "Description", "Details"],
      description: "The work to do",
      blank: "not described",
    }),
    owner: label("Owner", {
      also: ["Action Owner", "Assigned To"],
      description: "The person or body that must do it",
      blank: "no owner",
    }),
    due_date: date("Due Date", {
      also: ["Due", "Date Due", "Target Date"],
      description: "The day the action is due",
      blank: "no due date",
    }),
    state: choice("State", ["Open", "Partially discharged", "Discharged"], {
      also: ["Status", "Action State", "Action Status"],
      description: "The state of the action",
      blank: "state not given",
    }),
    closed_date: date("Closed Date", {
      also: ["Date Closed", "Closed"],
      description: "The day the action was discharged",
      blank: "not discharged",
    }),
  },
});
