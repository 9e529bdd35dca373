import type { NamedQuery } from "./named_query.ts";
import type { Classification } from "../base/classification.ts";
import type { Settings } from "./settings.ts";

/** What the shell's commands read and change. */
export interface ShellState {
  /** The warehouse file. */
  readonly warehouse: string;
  /** The terminal's columns; undefined when output is no terminal, and then nothing is shortened. */
  readonly width: number | undefined;
  /** The audience the shell was opened for, which stays; null when for the analyst alone. */
  readonly openedFor: Classification | null;
  settings: Settings;
  /** Whether the time each query took is said. */
  timing: boolean;
  /** The last query that was answered, for `.save`. */
  lastQuery: NamedQuery | null;
  hasEnded: boolean;
}
