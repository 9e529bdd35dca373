import { Random } from "./random.ts";
import { shareOut } from "./share_out.ts";
import { type SampleUser, sampleUsers } from "./users.ts";

/** What a month's volumes must add up to, and the Users that must be among them. */
export interface VolumePlan {
  /** `yyyy-mm`. */
  readonly month: string;
  readonly seed: string;
  /** How many Users the month has. */
  readonly users: number;
  /** All forecasts together, exactly. */
  readonly forecast: number;
  /** All actuals together, exactly, those of Users without a forecast included. */
  readonly actual: number;
  /** Users with volume and a blank forecast, Users with volume and a forecast of zero, and their volume together. */
  readonly unforecast: { readonly blank: number; readonly zero: number; readonly volume: number };
  /** Users given by their figures: forecast (null: blank) and actual. Boundaries such as exactly 110% go here. */
  readonly given?: readonly (readonly [forecast: number | null, actual: number])[];
  /** How many of the other Users are well within their forecast (93 to 107%). */
  readonly within: number;
  /** Where the Users who are neither given nor within land: far below or far above their forecast. */
  readonly others: "below" | "above";
}

/** One User's month. Forecast null: none submitted. */
export interface UserVolume {
  readonly user: SampleUser;
  readonly forecast: number | null;
  readonly actual: number;
}

/**
 * Volumes a User that meet the plan exactly.
 *
 * @throws {RangeError} when the totals leave the other Users inside 90 to 110% of forecast, or nothing at all
 *
 * @example
 * ```ts
 * import { planVolumes } from "./plan_volumes.ts";
 * import { strictEqual } from "node:assert/strict";
 * const volumes = planVolumes({
 *   month: "2019-07", seed: "doc", users: 10, forecast: 1000, actual: 2000,
 *   unforecast: { blank: 1, zero: 1, volume: 100 }, within: 3, others: "above",
 * });
 * strictEqual(volumes.reduce((sum, { actual }) => sum + actual, 0), 2000);
 * ```
 */
export function planVolumes(plan: VolumePlan): UserVolume[] {
  const random = new Random(plan.seed);
  const given = plan.given ?? [];
  const unforecast = plan.unforecast.blank + plan.unforecast.zero;
  const ordinary = plan.users - given.length - unforecast;
  const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, one) => all + (one ?? 0), 0);

  const unforecastActuals = shareOut(
    plan.unforecast.volume,
    Array.from({ length: unforecast }, () => random.between(1, 9)),
  );
  const forecasts = shareOut(
    plan.forecast - sum(given.map(([forecast]) => forecast)),
    Array.from({ length: ordinary }, (_, rank) => random.between(0.7, 1.3) / (rank + 4)),
  );
  // Every third User but the largest keeps to its forecast until enough do: both kinds are among the large and the small.
  const isWithin = forecasts.map((_, rank) => rank > 3 && rank % 3 === 1 && rank / 3 - 1 < plan.within);
  const withinActuals = forecasts.map((forecast, rank) =>
    isWithin[rank] ? Math.round(forecast * random.between(0.93, 1.07)) : 0
  );
  const rest = plan.actual - plan.unforecast.volume - sum(given.map(([, actual]) => actual)) - sum(withinActuals);
  const otherForecast = sum(forecasts.filter((_, rank) => !isWithin[rank]));
  const ratio = rest / otherForecast;
  const spread = plan.others === "below" ? Math.min(0.8 * (0.88 - ratio), 0.7 * ratio) : 0.9 * (ratio - 1.12);
  const otherActuals = shareOut(
    rest,
    forecasts.map((forecast, rank) => isWithin[rank] ? 0 : forecast * (ratio + spread * random.between(-1, 1))),
  );
  const figures: [number | null, number][] = [
    ...given.map(([forecast, actual]): [number | null, number] => [forecast, actual]),
    ...unforecastActuals.map((actual, index): [number | null, number] => [
      index < plan.unforecast.blank ? null : 0,
      actual,
    ]),
    ...forecasts.map((forecast, rank): [number | null, number] => [
      forecast,
      isWithin[rank] ? withinActuals[rank]! : otherActuals[rank]!,
    ]),
  ];
  forecasts.forEach((forecast, rank) => {
    const isFar = plan.others === "below"
      ? otherActuals[rank]! * 100 < forecast * 90
      : otherActuals[rank]! * 100 > forecast * 110;
    if (!isWithin[rank] && !isFar) {
      throw new RangeError(
        `Cannot plan ${plan.seed}: a User with forecast ${forecast} got ${otherActuals[rank]}, not far ${plan.others}`,
      );
    }
  });
  const users = random.shuffle(sampleUsers(plan.users));
  return figures.map(([forecast, actual], index) => ({ user: users[index]!, forecast, actual }))
    .sort((one, other) => one.user.id < other.user.id ? -1 : 1);
}
