import { EXIT } from "../base/user_error.ts";

/** Ends the program because of a query that no interrupt stops. Nothing is lost: it only reads, and has written nothing. */
export function endProcess(): never {
  console.error("The query does not stop when interrupted, so the program ends: ask for less at once");
  Deno.exit(EXIT.failed);
}
