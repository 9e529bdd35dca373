import { answerOnce } from "./answer_once.ts";
import type { Settings } from "./settings.ts";
import { runShellCommand } from "./shell_commands.ts";
import type { ShellState } from "./shell_state.ts";
import { writePiece } from "../files/write_file.ts";

/**
 * Answers a command of the shell given as the query, such as `.describe csr_variance_summary`.
 *
 * @param out The file a query's answer is written to, standard output when left out
 * @returns What is to be said beside the answer, a line each
 * @throws {UserError} as {@linkcode runShellCommand} and {@linkcode answerOnce}
 */
export async function answerCommand(
  warehouse: string,
  line: string,
  settings: Settings,
  out: string | undefined,
): Promise<string[]> {
  const width = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined;
  const openedFor = settings.audience;
  const state: ShellState = { warehouse, width, openedFor, settings, timing: true, lastQuery: null, hasEnded: false };
  const outcome = await runShellCommand(state, line, new AbortController().signal);
  if (typeof outcome !== "string") {
    return await answerOnce(warehouse, outcome.sql, { ...settings, audience: outcome.audience }, { out });
  }
  try {
    await writePiece(Deno.stdout, outcome);
  } catch (error) {
    // Its reader had enough (`| head`), which is no failure.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
  return [];
}
