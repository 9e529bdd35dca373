/** What a process took. */
export interface Measure {
  readonly seconds: number;
  /** User and system, of all its threads; null where the machine does not tell. */
  readonly cpuSeconds: number | null;
  /** The most memory it held at a time, in bytes; null where the machine does not tell. */
  readonly peakBytes: number | null;
  readonly stdout: string;
}

/** Clock ticks a second in /proc: fixed by Linux's interface. */
const TICKS = 100;
const POLL = 10;

/**
 * Runs a command from start to end and measures it. CPU and memory are what Linux keeps in /proc, asked for every 10 ms:
 * what happens in the last 10 ms is not in the CPU time.
 *
 * @throws {Error} when the command fails
 */
export async function measure(command: readonly string[]): Promise<Measure> {
  const [program, ...args] = command as [string, ...string[]];
  const start = performance.now();
  const child = new Deno.Command(program, { args, stdout: "piped", stderr: "piped" }).spawn();
  let cpuSeconds: number | null = null;
  let peakBytes: number | null = null;
  const timer = setInterval(() => {
    try {
      const stat = Deno.readTextFileSync(`/proc/${child.pid}/stat`);
      const [user, system] = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 13).map(Number);
      const peak = /^VmHWM:\s+(\d+) kB$/m.exec(Deno.readTextFileSync(`/proc/${child.pid}/status`))?.[1];
      if (peak === undefined) return; // It has ended.
      cpuSeconds = (user! + system!) / TICKS;
      peakBytes = Number(peak) * 1024;
    } catch {
      // Not Linux, or ended.
    }
  }, POLL);
  const { success, stdout, stderr } = await child.output();
  clearInterval(timer);
  const seconds = (performance.now() - start) / 1000;
  if (!success) throw new Error(`${command.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return { seconds, cpuSeconds, peakBytes, stdout: new TextDecoder().decode(stdout).trim() };
}

/** The run in the middle by its CPU time, or by its duration where that is not known. */
export function median(runs: readonly Measure[]): Measure {
  const cost = (run: Measure) => run.cpuSeconds ?? run.seconds;
  return runs.toSorted((left, right) => cost(left) - cost(right))[Math.floor((runs.length - 1) / 2)]!;
}
