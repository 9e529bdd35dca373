import { arrivals } from "./arrivals.ts";
import { changes } from "./changes.ts";
import { exceptions } from "./exceptions.ts";
import { headline } from "./headline.ts";
import { levels } from "./levels.ts";
import { movement } from "./movement.ts";
import { streaks } from "./streaks.ts";
import type { Tile } from "./tile.ts";
import { variance } from "./variance.ts";

/** The month's page, in reading order. */
export const ALL_TILES: readonly Tile[] = [
  headline,
  arrivals,
  levels,
  streaks,
  variance,
  exceptions,
  changes,
  movement,
];
