import { z } from "zod";
import { choice, count, label, month, percent, text } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";
import type { RowInHand } from "../contract/extract.ts";
import { isMissingMarker } from "../contract/is_missing_marker.ts";
import { HYPHENS, plainHyphens } from "../contract/plain_hyphens.ts";
import { REGIONAL_PROVIDERS, regionOfProvider } from "../contract/provider_regions.ts";
import { REGION_SPELLINGS } from "../contract/region_spellings.ts";
import { Rejection } from "../contract/rejection.ts";

/** Blanks and hyphens between the parts of a code. */
const GAP = `(?:\\s|${HYPHENS.source})*`;
/** A measure's code. The DCC writes it with or without words before the number. */
const MEASURE = new RegExp(`^(?:(?:CSP|DSP|SP|DCC|CH)${GAP})?(?:C?PM)?${GAP}\\d+[A-Z]?(?:\\.\\d+)*$`, "iu");

/** Writes `SP PM 3.2` as SPPM3.2 and `CPM01` as CPM1. */
function tidyMeasure(code: string): string {
  return plainHyphens(code).toUpperCase().replace(/[\s-]/g, "").replace(/^(\D*)0+(?=\d)/, "$1");
}

/** Fills in a blank Region: the one that a CSP names, or National for the DCC and the DSP. Checks any other. */
function settleRegion({ readings, shown, address }: RowInHand): void {
  const { provider, region } = readings;
  if (provider instanceof Rejection) {
    if (shown("region") === "") readings.region = null;
    return;
  }
  const named = regionOfProvider(shown("provider"));
  if (isNothing(shown("region"))) {
    readings.region = named ??
      (provider === "CSP"
        ? new Rejection("must name a Region, because CSP alone names none", "write CSPN, CSPC or CSPS")
        : "National");
  } else if (named !== null && !(region instanceof Rejection) && region !== named) {
    readings.region = new Rejection(`must be ${named}, the Region that the provider in ${address("provider")} names`);
  }
}

/** Leaves the percentage blank in a month without measured events, whatever marker the table uses. */
function settleNothingMeasured({ readings, shown }: RowInHand): void {
  const isWithoutTotal = isNothing(shown("total"));
  if (!isNothing(shown("achieved_percent")) || !(isWithoutTotal || readings.total === 0)) return;
  readings.achieved_percent = null;
  if (isWithoutTotal) readings.total = null;
  if (isNothing(shown("within_target"))) readings.within_target = null;
}

/** Whether a cell is blank or holds a missing marker. An error code such as #N/A is a mistake. */
function isNothing(shown: string): boolean {
  return shown === "" || isMissingMarker(shown) && !shown.startsWith("#");
}

/** The measures of the Performance Measurement Report. One row per measure, provider, Region and month. */
export default defineExtract({
  name: "performance_measures",
  title: "Performance Measurement Report",
  source: "SEC H13.1, H13.4, L8.6",
  classification: "white",
  isClassificationVerified: false,
  hint: /\bpmr\b|performance measure/i,
  // Providers share measure codes. A provider's measure has one row per Region.
  key: ["reporting_month", "provider", "region", "measure"],
  period: { column: "reporting_month", unit: "month" },
  replaces: "period",
  settle: (row) => {
    settleRegion(row);
    settleNothingMeasured(row);
  },
  columns: {
    reporting_month: month("Reporting Month", {
      also: ["Month", "Report Month", "Reporting Period"],
      description: "The month measured",
    }),
    measure: text("Measure", {
      also: [
        "Measure Code",
        "Measure ID",
        "Performance Measure",
        "Performance Measure Code",
        "PM",
        "CPM/PM",
        "Contract Reference",
      ],
      description: "The measure's code, such as CPM1, PM3.2 or 1.4; unique only within its provider",
      rule: z.string().regex(MEASURE, "must be a measure code such as CPM1 or PM3.2").transform(tidyMeasure),
      // A whole number has lost no digit. But 1.1 may have been 1.10.
      isWholeNumberSafe: true,
    }),
    measure_name: label("Measure Name", {
      also: ["Measure Description", "Performance Measure Name", "Performance Measure Description"],
      description: "The name of the measure",
      blank: "name not given",
    }),
    provider: choice("Provider", ["DCC", "DSP", "CSP"], {
      also: ["Service Provider"],
      spellings: { CSP: REGIONAL_PROVIDERS },
      description:
        "The provider of the measured service: the DCC, the Data Service Provider or a Communications Service Provider",
    }),
    region: choice("Region", ["National", "North", "Central", "South"], {
      also: ["CSP Region"],
      spellings: REGION_SPELLINGS,
      impliedBy: "provider",
      description: "The CSP Region, or National. A provider such as CSPN can name the Region instead",
    }),
    within_target: count("Within Target", {
      also: ["Number Within Target", "Within Target Response Time", "Within TRT"],
      unit: "events",
      description: "The number of measured events that met the target",
    }),
    total: count("Total", {
      also: ["Total Measured", "Total Events", "Total Number"],
      unit: "events",
      description: "The number of events measured",
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
