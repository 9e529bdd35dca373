import { ok } from "node:assert/strict";
import { devicesSection } from "../../bench/devices_section.ts";

Deno.test("devicesSection() has a column a size and a row a question", () => {
  const result = { question: "any", seconds: 12.4, cpuSeconds: 3.14, peakBytes: 1_200_000_000 };
  const section = devicesSection([
    { ...result, millions: 1, warehouseBytes: 90e6 },
    { ...result, millions: 30, warehouseBytes: 2_600e6, cpuSeconds: null, peakBytes: null },
  ]);
  ok(section.includes("| | 6 × 1 million | 6 × 30 million |"), section);
  ok(section.includes("| Size of the warehouse | 90 MB | 2,600 MB |"), section);
  ok(section.includes("| any | 3.1 s (12 s), 1,200 MB | – s (12 s), – |"), section);
});
