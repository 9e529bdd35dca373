/**
 * What a kernel runs before the first cell of a notebook.
 *
 * - What cells print and display goes to the runner's {@linkcode outputChannel}, in order and whole: the kernel's own way
 *   drops and tears outputs.
 * - The Deno kernel swallows the error of a timer and of a promise nobody awaited: a notebook whose chart failed would
 *   count as done. Both are told as an `error` output.
 * - A kernel outlives a parent that is killed with SIGKILL, which cannot clean up: it looks whether its parent is still
 *   the same.
 * - {@linkcode SETTLE} is what runs after each cell, with the functions as they are before a cell can replace them.
 */
export const KERNEL_PREAMBLE = `{
  const { format } = Deno.jupyter;
  const { Console, jupyter } = Deno[Deno.internal];
  const [port, secret] = Deno.env.get("ANNEXA_OUTPUTS").split(" ");
  Deno.env.delete("ANNEXA_OUTPUTS");
  const channel = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const text = new TextEncoder();
  const write = async (line) => {
    const bytes = text.encode(line + "\\n");
    for (let at = 0; at < bytes.length;) at += await channel.write(bytes.subarray(at));
  };
  let sent = write(secret);
  const send = (type, content) => {
    const line = JSON.stringify([type, content]);
    // Nobody hears this kernel any more.
    return sent = sent.then(() => write(line)).catch(() => Deno.exit(1));
  };
  const print = (text, level) => void send("stream", { name: level > 1 ? "stderr" : "stdout", text });
  globalThis.console = new Console(print);
  Deno.jupyter.broadcast = send;
  Deno.jupyter.display = async (value, { raw = false, update = false, display_id } = {}) => {
    const data = raw ? value : await format(value);
    const transient = display_id === undefined ? {} : { display_id };
    await send(update ? "update_display_data" : "display_data", { data, metadata: {}, transient });
  };
  const fail = (value) => {
    const [ename, evalue] = value instanceof Error ? [value.name, value.message] : ["Error", String(value)];
    return send("error", { ename, evalue, traceback: [] });
  };
  jupyter.broadcastResult = async (execution_count, result) => {
    if (result === undefined) return;
    try {
      await send("execute_result", { execution_count, data: await format(result), metadata: {} });
    } catch (error) {
      await fail(error);
    }
  };
  const report = (event, error) => {
    event.preventDefault();
    fail(error);
  };
  addEventListener("unhandledrejection", (event) => report(event, event.reason));
  addEventListener("error", (event) => report(event, event.error));
  const parent = Deno.ppid;
  Deno.unrefTimer(setInterval(() => Deno.ppid === parent || Deno.exit(1), 500));
  globalThis[Symbol.for("annexa.settle")] = (mark) => send("mark", { mark });
  undefined;
}`;

/**
 * The code that gives what a cell left behind, such as a timer that prints, a moment to come, and then marks the end of
 * the cell's outputs.
 */
export function SETTLE(mark: string): string {
  return `await new Promise((done) => setTimeout(done, 25));
await globalThis[Symbol.for("annexa.settle")](${JSON.stringify(mark)});
undefined;`;
}
