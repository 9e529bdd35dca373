import fc from "fast-check";
import { deepStrictEqual, ok } from "node:assert/strict";
import { dependingLoads } from "../../etl/trace/depending_loads.ts";

const groups = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }).map((sizes) => {
  let next = 0;
  return sizes.map((size) => Array.from({ length: size }, () => ++next));
});

Deno.test("dependingLoads() finds exactly the loads a figure needs, whichever they are", async () => {
  await fc.assert(
    fc.asyncProperty(groups, fc.array(fc.nat(95)), async (grouped, places) => {
      const all = grouped.flat();
      const needed = new Set(places.map((place) => all[place]).filter((load) => load !== undefined));
      const isSame = (kept: readonly number[]) => Promise.resolve([...needed].every((load) => kept.includes(load)));
      deepStrictEqual(await dependingLoads(grouped, isSame), all.filter((load) => needed.has(load)));
    }),
  );
});

Deno.test("dependingLoads() ends with loads that suffice and none that can go, whatever the figure is", async () => {
  // Any function of the loads kept: here a table of answers by a hash of them, so that it is not monotone.
  await fc.assert(
    fc.asyncProperty(groups, fc.infiniteStream(fc.boolean()), async (grouped, answers) => {
      const known = new Map<string, boolean>([[grouped.flat().join(), true]]);
      const isSame = (kept: readonly number[]) => {
        const id = kept.join();
        if (!known.has(id)) known.set(id, answers.next().value!);
        return Promise.resolve(known.get(id)!);
      };
      const kept = await dependingLoads(grouped, isSame);
      ok(await isSame(kept));
      for (const load of kept) ok(!await isSame(kept.filter((other) => other !== load)), `load ${load} can go`);
    }),
    { numRuns: 60 },
  );
});

Deno.test("dependingLoads() keeps the later of two loads of which either would do", async () => {
  const isSame = (kept: readonly number[]) => Promise.resolve(kept.includes(1) || kept.includes(3));
  deepStrictEqual(await dependingLoads([[1, 2, 3]], isSame), [3]);
});

Deno.test("dependingLoads() asks few questions where few of many loads are needed", async () => {
  const all = Array.from({ length: 1000 }, (_, index) => index);
  let questions = 0;
  const isSame = (kept: readonly number[]) => Promise.resolve(++questions > 0 && kept.includes(990));
  deepStrictEqual(await dependingLoads([all], isSame), [990]);
  ok(questions < 20, `${questions} questions`);
});
