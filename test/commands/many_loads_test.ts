import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { atDesk, csr, type Desk, userIdOf } from "../load/fixture.ts";

/** Seconds of CPU a verb takes: the least of three, as other programs only add to it. */
async function seconds(desk: Desk, ...args: string[]): Promise<number> {
  const times: number[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const { code, stdout } = await new Deno.Command("sh", {
      args: [
        // The shell's second line of `times` is what its children took: user and system.
        ...["-c", '"$@" > /dev/null && times', "sh", Deno.execPath(), "run", "-A", "--no-check", "etl/main.ts"],
        ...[...args, "--warehouse", desk.warehouse],
      ],
      stderr: "null",
    }).output();
    strictEqual(code, 0);
    const found = [...new TextDecoder().decode(stdout).matchAll(/(\d+)m([\d.]+)s/g)].slice(2);
    times.push(found.reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0));
  }
  return Math.min(...times);
}

Deno.test({
  name: "status and sql take hardly longer with 504 loads in the ledger than with one",
  ignore: Deno.build.os === "windows",
  fn: () =>
    atDesk(async (desk) => {
      await desk.loadText("july.csv", csr(["2019-07", "AA", "100", "110"]));
      const measure = async () => ({
        status: await seconds(desk, "status"),
        sql: await seconds(desk, "sql", "select 1"),
      });
      const one = await measure();
      // 21 years of months of two extracts, but the one that is there.
      const months = Array.from(
        { length: 252 },
        (_, index) => `${2004 + Math.floor(index / 12)}-${String(index % 12 + 1).padStart(2, "0")}`,
      );
      const others = months.filter((month) => month !== "2019-07");
      await desk.loadText("csr.csv", csr(...others.map((month) => [month, "AA", "100", "110"] as const)));
      await desk.loadText(
        "sr.csv",
        "Reporting Month,User ID,User Name,User Role,Service Reference Variant,Forecast Volume,Actual Volume\n" +
          months.map((month) => `${month},${userIdOf("AA")},,IS,4.1.1,100,110\n`).join(""),
      );
      deepStrictEqual(await desk.query("select count(*) as loads from ledger.loads"), [{ loads: 504 }]);
      const many = await measure();
      for (const verb of ["status", "sql"] as const) {
        ok(many[verb] < one[verb] * 1.4, `${verb}: ${many[verb]} s, with one load ${one[verb]} s`);
      }
    }),
});
