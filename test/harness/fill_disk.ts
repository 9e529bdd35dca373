// The long form of the test of full disks: `deno task full-disk-test [VERB…]`, every verb with ever more room.
import { printHelp } from "../../etl/cli/print_help.ts";
import { CAN_MOUNT, checkFullDisk, ENOUGH } from "./check_full_disk.ts";
import type { Ending } from "./full_disk.ts";

const VERBS = [
  ...["load", "rebuild", "report", "notebook", "sql", "export", "exportView", "workbench", "draft", "trace"],
  ...["dictionary", "describe", "annex", "publish", "run"],
];
const ROOMS = [0, 2e4, 1e5, 4e5, 1e6, 2e6, 4e6, 6e6, 9e6, 1.2e7, 1.6e7, 2.4e7, 4e7, 7e7, ENOUGH];

printHelp(
  "deno task full-disk-test [VERB…]\n\n  fills the disk under every verb that writes, with ever more room\n\n" +
    `  verbs: ${VERBS.join(", ")}`,
  Deno.args,
);
const unknown = Deno.args.find((verb) => !VERBS.includes(verb));
if (unknown !== undefined) {
  console.error(`Cannot fill the disk under "${unknown}": use ${VERBS.join(", ")}`);
  Deno.exit(2);
}
if (!CAN_MOUNT) {
  console.error("Cannot make a small disk here: it needs Linux with user name spaces");
  Deno.exit(1);
}
const say = ({ verb, room, code, message }: Ending) => {
  const place = `${verb} with ${room === ENOUGH ? "enough room" : `${room / 1e6} MB of room`}`;
  console.log(code === 1 ? `${place}: exit 1, all as it was: ${message}` : `${place}: done`);
};
const endings = await checkFullDisk(ROOMS, Deno.args.length > 0 ? Deno.args : VERBS, say);
console.log(`${endings.filter(({ code }) => code === 1).length} of ${endings.length} calls ran out of room`);
