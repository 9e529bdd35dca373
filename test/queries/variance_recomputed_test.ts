import fc from "fast-check";
import { assertRecomputed, grouped, month, orNull, type Row, sum } from "./random_warehouse.ts";

const USERS = ["U1", "U2", "U3", "U4"] as const;
/** Volumes whose ratios meet 90% and 110% exactly, and miss them by one. */
const volume = fc.constantFrom(0, 1, 9, 10, 11, 89, 90, 91, 100, 109, 110, 111, 1000);

interface Volume extends Row {
  readonly reporting_month: string;
  readonly user_id: string;
  readonly forecast_volume: number | null;
  readonly actual_volume: number;
}

interface Compared {
  readonly actual_volume: number;
  readonly forecast_volume: number | null;
}

function compared(rows: readonly Compared[]): Compared {
  return {
    actual_volume: sum(rows.map((row) => row.actual_volume))!,
    forecast_volume: sum(rows.map((row) => row.forecast_volume)),
  };
}

function percent({ actual_volume, forecast_volume }: Compared): number | null {
  return forecast_volume === null || forecast_volume === 0 ? null : actual_volume / forecast_volume * 100;
}

function isException(one: Compared, hasLowerBound: boolean): boolean {
  // A missing forecast makes an exception for CSRs only. hasLowerBound tells SRs.
  if (one.forecast_volume === null) return !hasLowerBound && one.actual_volume > 0;
  if (one.forecast_volume === 0) return one.actual_volume > 0;
  const scaled = one.actual_volume * 10;
  return scaled >= one.forecast_volume * 11 || hasLowerBound && scaled <= one.forecast_volume * 9;
}

function recompute(kind: "csr" | "sr") {
  return (input: readonly Volume[]) => {
    const users = grouped(input, ({ reporting_month, user_id }) => ({ reporting_month, user_id }))
      .map(([key, rows]) => ({ ...key, ...compared(rows) }));
    const months = grouped(users, ({ reporting_month }: Row) => ({ reporting_month: reporting_month! }));
    return [
      {
        question: `select reporting_month, user_id, actual_volume, forecast_volume, percent_of_forecast, is_exception
                   from ${kind}_variance_by_user order by reporting_month, user_id`,
        answer: users.map((user) => ({
          ...user,
          percent_of_forecast: percent(user),
          is_exception: isException(user, kind === "sr"),
        })),
      },
      {
        question: `select reporting_month, actual_volume, forecast_volume, compared_actual_volume, percent_of_forecast,
                     users_in_exception, users_without_forecast, missing_forecast_users,
                     zero_forecast_users
                   from ${kind}_variance_summary order by reporting_month`,
        answer: months.map(([key, rows]) => {
          const forecasting = rows.filter((row) => (row.forecast_volume ?? 0) > 0);
          const total = compared(rows);
          const comparedActual = sum(forecasting.map((row) => row.actual_volume)) ?? 0;
          return {
            ...key,
            ...total,
            compared_actual_volume: comparedActual,
            percent_of_forecast: percent({ ...total, actual_volume: comparedActual }),
            users_in_exception: rows.filter((row) => isException(row, kind === "sr")).length,
            users_without_forecast: rows.filter((row) => row.actual_volume > 0 && !row.forecast_volume).length,
            missing_forecast_users: rows.filter((row) => row.actual_volume > 0 && row.forecast_volume === null).length,
            zero_forecast_users: rows.filter((row) => row.actual_volume > 0 && row.forecast_volume === 0).length,
          };
        }),
      },
    ];
  };
}

Deno.test("csr_variance_by_user and csr_variance_summary agree with a recomputation on random extracts", async () => {
  const row = fc.record({
    reporting_month: month,
    user_id: fc.constantFrom(...USERS),
    forecast_volume: orNull(volume),
    actual_volume: volume,
  });
  await assertRecomputed("csr_variance", row, ["reporting_month", "user_id"], recompute("csr"));
});

Deno.test("sr_variance_by_user, sr_variance_by_srv and sr_variance_summary agree with a recomputation", async () => {
  const row = fc.record({
    reporting_month: month,
    user_id: fc.constantFrom(...USERS),
    service_reference_variant: fc.constantFrom("4.1", "4.10", "6.2.4"),
    forecast_volume: orNull(volume),
    actual_volume: volume,
  });
  await assertRecomputed(
    "sr_variance",
    row,
    ["reporting_month", "user_id", "service_reference_variant"],
    (input) => [
      ...recompute("sr")(input),
      {
        question: `select reporting_month, service_reference_variant, actual_volume, forecast_volume,
                     percent_of_forecast, is_exception
                   from sr_variance_by_srv order by reporting_month, service_reference_variant`,
        answer: grouped(input, ({ reporting_month, service_reference_variant }) => ({
          reporting_month,
          service_reference_variant,
        })).map(([key, rows]) => {
          const total = compared(rows);
          return { ...key, ...total, percent_of_forecast: percent(total), is_exception: isException(total, true) };
        }),
      },
    ],
  );
});
