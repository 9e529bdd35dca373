import process from "node:process";
import { EXIT } from "../base/user_error.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { History, historyPath } from "./history.ts";
import type { Settings } from "./settings.ts";
import { Shell } from "./shell.ts";

/**
 * Opens the shell on the terminal the program runs in.
 *
 * @returns The exit code, when the analyst ends it
 * @throws {UserError} when the warehouse cannot be opened
 */
export async function openShell(warehouse: string, settings: Settings): Promise<number> {
  (await openReadOnly(warehouse)).close();
  console.log(`${warehouse}, to read. A query ends with ; and .help says more.`);
  const history = await History.open(historyPath(process.env));
  await new Shell(warehouse, settings, { input: process.stdin, output: process.stdout }, history).run();
  return EXIT.done;
}
