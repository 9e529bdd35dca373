import { choice, count, date, label, quarter, reference } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";
import { REGION_SPELLINGS } from "../contract/region_spellings.ts";

/** Network Enhancement Plans ongoing or completed: one row per plan and quarter. */
export default defineExtract({
  name: "network_enhancement_plans",
  title: "Network Enhancement Plans",
  source: "SEC F7.21",
  classification: "green",
  isClassificationVerified: false,
  hint: /\bneps?\b|network enhancement/i,
  key: ["reporting_quarter", "nep_reference"],
  period: { column: "reporting_quarter", unit: "quarter" },
  replaces: "period",
  columns: {
    reporting_quarter: quarter("Reporting Quarter", {
      also: ["Quarter", "Reporting Period"],
      description: "The quarter reported on",
    }),
    nep_reference: reference("NEP Reference", {
      also: ["NEP", "NEP Ref", "NEP ID", "Plan Reference", "Network Enhancement Plan Reference"],
      description: "The plan's reference",
    }),
    region: choice("Region", ["North", "Central", "South"], {
      also: ["CSP Region"],
      spellings: REGION_SPELLINGS,
      description: "The CSP Region that the plan is for",
      blank: "Region not given",
    }),
    kind: label("Kind", {
      also: ["Type", "NEP Type", "NEP Kind", "Kind of Plan"],
      description: "The type of enhancement, such as mesh",
      blank: "kind not given",
    }),
    premises: count("Premises", {
      also: ["Premises Covered", "Number of Premises", "Premises Count"],
      unit: "premises",
      description: "Premises that the plan covers",
    }),
    started_date: date("Started Date", {
      also: ["Start Date", "Date Started", "Started"],
      description: "The day the plan started",
      blank: "not started, or day not given",
    }),
    completed_date: date("Completed Date", {
      also: ["Completion Date", "Date Completed", "Completed"],
      description: "The day the plan was completed",
      blank: "ongoing",
    }),
  },
});
