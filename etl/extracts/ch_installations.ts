import { choice, date, identifier, label, month } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";
import { REGION_SPELLINGS } from "../contract/region_spellings.ts";

/** Communications Hubs installed, with the variant that the premises need. One row per month, Device and day. */
export default defineExtract({
  name: "ch_installations",
  title: "Communications Hub variants installed",
  source: "SEC H13, within the Performance Measurement Report",
  classification: "amber",
  isClassificationVerified: true,
  hint: /\binstallations?\b|\bvariants? installed\b|\bch variants?\b/i,
  key: ["reporting_month", "device_id", "installed_date"],
  period: { column: "reporting_month", unit: "month" },
  replaces: "period",
  columns: {
    reporting_month: month("Reporting Month", {
      also: ["Month", "Report Month", "Reporting Period"],
      description: "The month the installation is reported in",
    }),
    device_id: identifier("Device ID", {
      also: ["Device", "CH ID", "CHF ID", "CHF Device ID", "Comms Hub ID", "Communications Hub ID"],
      description: "The Communications Hub's identifier, an EUI-64",
    }),
    region: choice("Region", ["North", "Central", "South"], {
      also: ["CSP Region"],
      spellings: REGION_SPELLINGS,
      description: "The CSP Region of the premises",
      blank: "Region not given",
    }),
    installing_party: label("Installing Party", {
      also: ["Installer", "Party", "Installed By", "SEC Party"],
      description: "The SEC Party that installed the Communications Hub",
      blank: "Party not given",
    }),
    expected_variant: label("Expected Variant", {
      also: ["Variant Expected", "Correct Variant", "Required Variant"],
      description: "The variant that the premises need",
      blank: "variant not given",
    }),
    installed_variant: label("Installed Variant", {
      also: ["Variant Installed", "Actual Variant"],
      description: "The variant that was installed; incorrect if it differs from the expected variant",
      blank: "variant not given",
    }),
    installed_date: date("Installed Date", {
      also: ["Date Installed", "Installation Date", "Install Date"],
      description: "The day the Communications Hub was installed",
    }),
  },
});
