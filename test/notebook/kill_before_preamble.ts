// Starts a kernel and is killed as soon as it speaks to it, before it has run anything there.
import { startKernel } from "../../etl/notebook/kernel.ts";

const { connect } = Deno;
Object.assign(Deno, {
  connect: async (options: Deno.ConnectOptions) => {
    await connect(options); // The kernel is up.
    Deno.kill(Deno.pid, "SIGKILL");
  },
});
await startKernel({ cwd: ".", env: { ANNEXA_WAREHOUSE: Deno.args[0]! }, listen: () => {} });
