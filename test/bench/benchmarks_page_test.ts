import { match, ok } from "node:assert/strict";
import { benchmarksPage, INFLATING, LOADS } from "../../bench/benchmarks_page.ts";

const result = (group: string, name: string, seconds: number, cpuSeconds: number) => ({
  group,
  name,
  runs: 3,
  measure: { seconds, cpuSeconds, peakBytes: 350e6, stdout: "" },
  failure: null,
});

Deno.test("benchmarksPage() holds both loads against every inflater there is, elapsed and in CPU", () => {
  const page = benchmarksPage([
    result("1,000,000 rows", LOADS.standing, 2, 2.4),
    result("1,000,000 rows", LOADS.new, 3, 3.3),
    result(INFLATING, "unzip -p", 1, 1.2),
    { ...result(INFLATING, "Python's zlib", 1, 1), measure: null, failure: "no python3 | here" },
  ], { load: 0.5 });
  match(page, /Into a standing warehouse, elapsed: 2\.0 times unzip -p, reached\. /);
  match(page, /Into a new warehouse, elapsed: 3\.0 times unzip -p, \*\*not reached\*\*\.\n/);
  ok(page.includes("| unzip -p | 1.00 | 1.20 | 2.0 (2.0) | 3.0 (2.8) | 3 |"));
  ok(page.includes("| Python's zlib | no python3 \\| here | | | | |"));
});
