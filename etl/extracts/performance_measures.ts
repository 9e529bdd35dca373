import { z } from "zod";
import { choice, count, month, percent, text } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";
import { REGION_SPELLINGS } from "../contract/region_spellings.ts";

/** What the Performance Measurement Report measures: a row a measure, provider, Region and month. */
export default defineExtract({
  name: "performance_measures",
  title: "Performance Measurement Report",
  source: "SEC H13.1, H13.4, L8.6",
  classification: "white",
  isClassificationVerified: false,
  hint: /\bpmr\b|performance measure/i,
  // Measure codes collide across providers, and a provider's measure has a row a Region.
  key: ["reporting_month", "provider", "region", "measure"],
  period: { column: "reporting_month", unit: "month" },
  replaces: "period",
  columns: {
    reporting_month: month("Reporting Month", {
      also: ["Month", "Report Month", "Reporting Period"],
      description: "The month measured",
    }),
    measure: text("Measure", {
      also: ["Measure Code", "Measure ID", "Performance Measure", "Performance Measure Code", "PM", "CPM/PM"],
      description: "The measure's code, such as CPM1, PM2 or PM3.2; unique only within its provider",
      rule: z.string().regex(/^C?PM\s?\d+[A-Z]?(\.\d+)*$/i, "must be a measure code such as CPM1 or PM3.2")
        .transform((code) => code.replace(/\s/, "").toUpperCase()),
    }),
    measure_name: text("Measure Name", {
      also: ["Measure Description", "Performance Measure Name", "Performance Measure Description"],
      description: "What is measured, in words",
      blank: "name not given",
    }),
    provider: choice("Provider", ["DCC", "DSP", "CSP"], {
      also: ["Service Provider"],
      description: "Whose service is measured: the DCC, the Data or a Communications Service Provider",
    }),
    region: choice("Region", ["National", "North", "Central", "South"], {
      also: ["CSP Region"],
      spellings: REGION_SPELLINGS,
      description: "The CSP Region, or National",
    }),
    within_target: count("Within Target", {
      also: ["Number Within Target", "Within Target Response Time", "Within TRT"],
      unit: "events",
      description: "How many of the measured events met the target",
    }),
    total: count("Total", {
      also: ["Total Measured", "Total Events", "Total Number"],
      unit: "events",
      description: "How many events were measured",
    }),
    achieved_percent: percent("Achieved %", {
      also: ["Achieved Service Level %", "Performance %", "Service Level Achieved %"],
      unit: "%",
      description: "The Service Level achieved",
      blank: "not published",
    }),
    target_percent: percent("Target Service Level %", {
      also: ["Target %", "TSL %"],
      unit: "%",
      description: "The Target Service Level in force that month",
      blank: "no Target Service Level given",
    }),
    minimum_percent: percent("Minimum Service Level %", {
      also: ["Minimum %", "MSL %", "Min Service Level %"],
      unit: "%",
      description: "The Minimum Service Level in force that month",
      blank: "no Minimum Service Level given",
    }),
  },
});
