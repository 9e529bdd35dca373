import { choice, count, date, identifier, yesNo } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";

/** The work on each Device since it was commissioned. One row per Device and period end. */
export default defineExtract({
  name: "post_commissioning_devices",
  title: "Post Commissioning Information",
  source: "SEC Appendix AC 5.8",
  classification: "red",
  isClassificationVerified: true,
  hint: /post commissioning/i,
  key: ["period_end", "device_id"],
  period: { column: "period_end", unit: "month" },
  replaces: "period",
  columns: {
    period_end: date("Period End", {
      also: ["Period End Date", "Reporting Period End", "As At", "As At Date"],
      description: "The last day of the period reported on",
    }),
    device_id: identifier("Device ID", { also: ["Device"], description: "The Device's identifier, an EUI-64" }),
    device_type: choice("Device Type", ["ESME", "GSME", "GPF", "CHF", "HCALCS", "PPMID", "IHD", "CAD"], {
      also: ["Type", "Type of Device"],
      description: "The kind of Device: a meter, a function of the Communications Hub, a display or a switch",
      blank: "type not given",
    }),
    user_id: identifier("User ID", {
      also: ["User Identifier", "User EUI-64", "Responsible User ID"],
      description: "The identifier of the User responsible for the Device",
      blank: "User not given",
    }),
    commissioned_date: date("Commissioned Date", {
      also: ["Date Commissioned", "Commissioning Date", "Commissioned"],
      description:
        "The day the Device was commissioned. The Device counts if that is more than seven days before the period's end",
      blank: "day not given",
    }),
    dcc_interrogation: yesNo("DCC Interrogation", {
      also: ["Successful DCC Interrogation", "DCC Interrogated"],
      description: "Whether a DCC Interrogation has been successful; criterion (a) is met if not",
      blank: "not known",
    }),
    recovery_cell_populated: yesNo("Recovery Cell Populated", {
      also: ["Recovery Trust Anchor Cell Populated", "Recovery TAC Populated"],
      description:
        "Whether the Recovery Trust Anchor Cell holds the Recovery Certificate's credentials; criterion (b) is met if not",
      blank: "not known",
    }),
    issue_security_credentials: count("Issue Security Credentials", {
      also: ["Issue Security Credentials Count", "Number of Issue Security Credentials"],
      unit: "Service Requests",
      description: "'Issue Security Credentials' Service Requests sent; criterion (c) is met if fewer than two",
    }),
    update_security_credentials_device: count("Update Security Credentials (Device)", {
      also: ["Device Update Security Credentials", "Number of Update Security Credentials (Device)"],
      unit: "Service Requests",
      description:
        "'Update Security Credentials (Device)' Service Requests sent; criterion (d) is met if fewer than two",
    }),
    update_security_credentials_krp: count("Update Security Credentials (KRP)", {
      also: ["KRP Update Security Credentials", "Number of Update Security Credentials (KRP)"],
      unit: "Service Requests",
      description: "'Update Security Credentials (KRP)' Service Requests sent; criterion (e) is met if fewer than two",
    }),
  },
});
