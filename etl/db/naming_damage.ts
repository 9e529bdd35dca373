import {
  type DuckDBConnection,
  DuckDBExtractedStatements,
  DuckDBPendingResult,
  DuckDBPreparedStatement,
} from "@duckdb/node-api";
import { explainDamage } from "./explain_damage.ts";

/**
 * Wraps a connection so that errors about a damaged file name the warehouse and the fix. The same holds for its
 * prepared and extracted statements.
 *
 * @param path The warehouse file to name
 *
 * @example
 * ```ts
 * import { DuckDBConnection } from "@duckdb/node-api";
 * import { namingDamage } from "./naming_damage.ts";
 * import { strictEqual } from "node:assert/strict";
 * const connection = namingDamage(await DuckDBConnection.create(), "a.duckdb");
 * strictEqual((await connection.runAndReadAll("select 1")).currentRowCount, 1);
 * connection.closeSync();
 * ```
 */
export function namingDamage(connection: DuckDBConnection, path: string): DuckDBConnection {
  return naming(connection, path);
}

function naming<T extends object>(thing: T, path: string): T {
  const given = (answer: unknown) => canFail(answer) ? naming(answer, path) : answer;
  const failed = (error: unknown) => {
    throw explainDamage(error, path);
  };
  return new Proxy(thing, {
    get(target, key) {
      const value = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        try {
          const answer = value.apply(target, args);
          return answer instanceof Promise ? answer.then(given, failed) : given(answer);
        } catch (error) {
          failed(error);
        }
      };
    },
  });
}

function canFail(answer: unknown): answer is object {
  return answer instanceof DuckDBPreparedStatement || answer instanceof DuckDBExtractedStatements ||
    answer instanceof DuckDBPendingResult;
}
