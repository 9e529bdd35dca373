import { choice, date, identifier, label } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";
import { REGION_SPELLINGS } from "../contract/region_spellings.ts";

/** Communications Hubs returned: one row per Device and day of return. */
export default defineExtract({
  name: "ch_returns",
  title: "DCC Responsible Communications Hub Returns",
  source: "SEC F9.15",
  classification: "amber",
  isClassificationVerified: true,
  hint: /\b(?:ch|comms? hubs?|communications hubs?) returns?\b|\breturns?\b/i,
  key: ["device_id", "returned_date"],
  // A return in triage has no Closed Date. It is outstanding in the quarter that the file reports.
  period: { column: "closed_date", unit: "quarter", whenBlank: "returned_date" },
  replaces: "key",
  columns: {
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
    returned_date: date("Returned Date", {
      also: ["Date Returned", "Return Date", "Returned"],
      description: "The day the Communications Hub was returned",
    }),
    closed_date: date("Closed Date", {
      also: ["Date Closed", "Closed", "Triage Closed Date", "Record Closed Date"],
      description: "The day triage was completed and the record closed",
      blank: "in triage",
    }),
    return_reason: label("Return Reason", {
      also: ["Reason", "Reason for Return"],
      description: "The reason for the return: a fault such as aerial or SM WAN, or no fault such as lost or stolen",
      blank: "reason not given",
    }),
    return_stage: choice("Return Stage", ["Prior to Installation", "Post Installation"], {
      also: ["Stage", "Stage of Return"],
      description: "Whether the return came before or after installation",
      blank: "stage not given",
    }),
    attribution: choice("Attribution", ["No Fault Found", "Fault Found"], {
      also: ["Attributed To", "Triage Outcome", "Fault Attribution"],
      description:
        "The result of triage. No Fault Found is the Service User's responsibility; Fault Found is the DCC's",
      blank: "in triage",
    }),
  },
});
