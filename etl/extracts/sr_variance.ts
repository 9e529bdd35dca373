import { z } from "zod";
import { choice, count, identifier, month, text } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";
import { namesAll } from "../contract/totals_label.ts";

/** Service Requests forecast and sent: one row per User, Service Reference Variant and month. */
export default defineExtract({
  name: "sr_variance",
  title: "Service Request Variance and Metrics",
  source: "SEC H3.24",
  classification: "amber",
  isClassificationVerified: true,
  hint: /\bsrs?\b|\bsrvs?\b|service requests?/i,
  key: ["reporting_month", "user_id", "service_reference_variant"],
  period: { column: "reporting_month", unit: "month" },
  replaces: "period",
  columns: {
    reporting_month: month("Reporting Month", {
      also: ["Month", "Report Month", "Reporting Period"],
      description: "The month the requests were sent in",
    }),
    user_id: identifier("User ID", {
      also: ["User Identifier", "User EUI-64"],
      description: "The User's identifier, an EUI-64 such as 90-B3-D5-1F-30-01-00-00",
    }),
    user_name: text("User Name", {
      also: ["User", "Name of User"],
      description: "The User's name",
      blank: "name not given",
    }),
    user_role: choice("User Role", ["IS", "ES", "GS", "RSA", "ED", "GT", "OU"], {
      also: ["Role"],
      description:
        "The role the User sent the requests in: import, electricity or gas supplier, supplier agent, electricity or gas network, other",
      blank: "role not given",
    }),
    service_reference_variant: text("Service Reference Variant", {
      also: ["SRV", "Service Reference", "Service Request Variant", "Service Reference Variant (SRV)"],
      description: "The kind of Service Request, a code such as 4.1.1: stored as text, because 4.10 is not 4.1",
      rule: z.string().refine(
        (code) => /\d/.test(code) && !namesAll(code),
        "must be a Service Reference Variant, such as 4.1.1",
      ),
    }),
    forecast_volume: count("Forecast Volume", {
      also: ["Forecast", "Forecast SRs", "Forecast SR Volume", "SR Forecast", "Forecasted Volume", "Volume Forecast"],
      unit: "requests",
      description: "Service Requests that the User forecast",
      blank: "no forecast submitted",
    }),
    actual_volume: count("Actual Volume", {
      also: ["Actual", "Actual SRs", "Actual SR Volume", "SR Actual", "SRs Sent", "Volume Actual"],
      unit: "requests",
      description: "Service Requests that the User sent",
    }),
  },
});
