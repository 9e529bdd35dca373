import { ok } from "node:assert/strict";
import { CAN_MOUNT, checkFullDisk, ENOUGH } from "./check_full_disk.ts";

// The long form, every verb with ever more room: `deno task full-disk-test`.
for (
  const [rooms, verbs] of [
    [[0, 9e6, ENOUGH], ["load"]],
    [[2e4], ["sql", "trace", "export", "notebook"]],
    // Room for the annex, and not for its record in the warehouse.
    [[4e6], ["publish", "workbench"]],
  ] as const
) {
  Deno.test({
    name: `${verbs.join(", ")} on a full disk exits 1 saying so, and leaves what was there and no debris`,
    ignore: !CAN_MOUNT,
    fn: async () => {
      const endings = await checkFullDisk(rooms, verbs);
      ok(endings.filter(({ code }) => code === 1).length >= verbs.length, "each ended early");
    },
  });
}
