/**
 * Prints the help of a task without verbs and ends the process, when its arguments have `--help` or `-h`.
 *
 * A task that takes no arguments refuses every other argument (exit 2).
 *
 * @param help The usage and the purpose of the task
 * @param args The arguments of the command line
 * @param takesArguments False for a task that takes none
 *
 * @example
 * ```ts
 * import { printHelp } from "./print_help.ts";
 * printHelp("deno task wasm\n\n  compiles the scanner", [], false); // goes on
 * ```
 */
export function printHelp(help: string, args: readonly string[], takesArguments = true): void {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(help);
    Deno.exit(0);
  }
  if (takesArguments || args.length === 0) return;
  console.error(`Cannot take the argument "${args[0]}"\n\n${help}`);
  Deno.exit(2);
}
