import { count, identifier, month, text } from "../contract/columns.ts";
import { defineExtract } from "../contract/define_extract.ts";

/** Certificate Signing Requests forecast and sent: one row per User and month. */
export default defineExtract({
  name: "csr_variance",
  title: "CSR Forecast Variance",
  source: "SEC L8.9",
  classification: "amber",
  isClassificationVerified: true,
  hint: /\bcsrs?\b|certificate signing/i,
  key: ["reporting_month", "user_id"],
  period: { column: "reporting_month", unit: "month" },
  replaces: "period",
  columns: {
    reporting_month: month("Reporting Month", {
      also: ["Month", "Report Month", "Reporting Period"],
      description: "The month the requests were sent in",
    }),
    user_id: identifier("User ID", {
      also: ["User Identifier", "User EUI-64", "Authorised Subscriber ID", "Subscriber ID"],
      description: "The Authorised Subscriber's identifier, an EUI-64 such as 90-B3-D5-1F-30-01-00-00",
    }),
    user_name: text("User Name", {
      also: ["User", "Name of User", "Authorised Subscriber", "Authorised Subscriber Name", "Subscriber Name"],
      description: "The Authorised Subscriber's name",
      blank: "name not given",
    }),
    forecast_volume: count("Forecast Volume", {
      also: [
        "Forecast",
        "Forecast CSRs",
        "Forecast CSR Volume",
        "CSR Forecast",
        "Forecasted Volume",
        "Volume Forecast",
      ],
      unit: "requests",
      description: "Certificate Signing Requests that the User forecast",
      blank: "no forecast submitted",
    }),
    actual_volume: count("Actual Volume", {
      also: ["Actual", "Actual CSRs", "Actual CSR Volume", "CSR Actual", "CSRs Sent", "Volume Actual"],
      unit: "requests",
      description: "Certificate Signing Requests that the User sent",
    }),
  },
});
