// The long form of the test of full disks: `deno task full-disk-test [VERB…]`, every verb with ever more room.
import { CAN_MOUNT, checkFullDisk, ENOUGH } from "./check_full_disk.ts";
import type { Ending } from "./full_disk.ts";

const VERBS = [
  ...["load", "rebuild", "report", "notebook", "sql", "export", "exportView", "workbench", "draft", "trace", "annex"],
  ...["publish", "run"],
];
const ROOMS = [0, 1e5, 4e5, 1.5e6, 4e6, 9e6, 1.4e7, 2e7, 4e7, 7e7, ENOUGH];

if (!CAN_MOUNT) {
  console.error("Cannot make a small disk here: it needs Linux with user name spaces");
  Deno.exit(1);
}
const endings = await checkFullDisk(ROOMS, Deno.args.length > 0 ? Deno.args : VERBS);
for (const [verb, calls] of Map.groupBy(endings, (ending: Ending) => ending.verb)) {
  const rooms = (wanted: (code: number) => boolean) =>
    calls.filter(({ code }) => wanted(code)).map(({ room }) => room === ENOUGH ? "enough" : `${room / 1e6} MB`).join(
      ", ",
    );
  console.log(
    `${verb}: exit 1, all as it was, with ${rooms((code) => code === 1)}; done with ${rooms((code) => code !== 1)}`,
  );
}
