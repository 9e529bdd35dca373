import { join } from "node:path";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
  "--remote-debugging-port=0",
];

/** Chromium's path; undefined when none is on the PATH. */
export function findChromium(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((one) => join(folder, one)))
    .find((path) => {
      try {
        return Deno.statSync(path).isFile;
      } catch {
        return false;
      }
    });
}

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
};

/** A page of a headless Chromium, driven over its DevTools protocol. */
export class Page implements AsyncDisposable {
  /** Every address asked for, by the page and by its workers, other than `data:` and `blob:`. */
  readonly requests: string[] = [];
  /** What the console was told of as an error: exceptions, refusals by the Content Security Policy. */
  readonly errors: string[] = [];
  readonly #waiting = new Map<number, (message: Message) => void>();
  #next = 1;

  private constructor(
    readonly process: Deno.ChildProcess,
    readonly profile: string,
    readonly socket: WebSocket,
  ) {
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
  }

  /** Starts a browser with a window of a size in CSS pixels. */
  static async open(chromium: string, width = 1280, height = 900): Promise<Page> {
    const profile = await Deno.makeTempDir({ prefix: "annexa" });
    const process = new Deno.Command(chromium, {
      args: [...FLAGS, `--user-data-dir=${profile}`, `--window-size=${width},${height}`, "about:blank"],
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const port = await devToolsPort(process);
    const targets: { type: string; webSocketDebuggerUrl: string }[] =
      await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    const socket = new WebSocket(targets.find(({ type }) => type === "page")!.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    const page = new Page(process, profile, socket);
    for (const domain of ["Network", "Page", "Runtime", "Log"]) await page.send(`${domain}.enable`);
    await page.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
    await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
    return page;
  }

  /** One command of the protocol. */
  send(method: string, params: Record<string, unknown> = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = this.#next++;
    this.socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((resolve, reject) =>
      this.#waiting.set(
        id,
        (message) =>
          message.error ? reject(new Error(`${method}: ${message.error.message}`)) : resolve(message.result ?? {}),
      )
    );
  }

  async go(address: string): Promise<void> {
    await this.send("Page.navigate", { url: address });
  }

  /** The value of an expression in the page, awaited there. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    }) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description}`);
    return result.value;
  }

  /** Waits until an expression in the page is true: asked of the page, not of a clock. */
  async until(expression: string, seconds = 60): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (true) {
      const isTrue = await this.evaluate<boolean>(
        `new Promise((resolve) => { const look = () => { try { if (${expression}) return resolve(true); } catch {} ` +
          "if (performance.now() - from > 500) return resolve(false); requestAnimationFrame(look); }; " +
          "const from = performance.now(); look(); })",
      ).catch(() => false);
      if (isTrue) return;
      if (performance.now() > deadline) {
        const text = await this.evaluate<string>("document.body.innerText.slice(0, 1500)").catch(() => "");
        throw new Error(`Never true: ${expression}\n${this.errors.join("\n")}\n${text}`);
      }
    }
  }

  /** Presses a key with what it types. */
  async press(key: string, modifiers = 0): Promise<void> {
    const code = { Enter: 13, Tab: 9, Escape: 27, " ": 32 }[key] ?? key.toUpperCase().charCodeAt(0);
    // Enter acts on a link or a button by the character it is.
    const text = key === "Enter" && modifiers === 0 ? { text: "\r" } : {};
    for (const type of ["keyDown", "keyUp"]) {
      const event = { type, key, code: key, windowsVirtualKeyCode: code, modifiers };
      await this.send("Input.dispatchKeyEvent", type === "keyDown" ? { ...event, ...text } : event);
    }
  }

  /** What the keyboard acts on: its tag, its id or class, and its words. */
  focused(): Promise<string> {
    return this.evaluate(`(() => {
      let at = document.activeElement;
      while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const words = (at.ariaLabel ?? at.textContent).trim().slice(0, 40);
      return [at.localName, at.id || at.className, at.localName === "select" ? "" : words].join(" ").trim();
    })()`);
  }

  async type(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
  }

  /** Writes what the page looks like, for a person to see. */
  async screenshot(path: string, isWhole = false): Promise<void> {
    const { data } = await this.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: isWhole });
    await Deno.writeFile(path, Uint8Array.from(atob(String(data)), (character) => character.charCodeAt(0)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.send("Browser.close").catch(() => {});
    this.socket.close();
    await this.process.stderr.cancel().catch(() => {});
    await this.process.status;
    await Deno.remove(this.profile, { recursive: true }).catch(() => {});
  }

  #hear(message: Message): void {
    if (message.id !== undefined) {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
      return;
    }
    const params = message.params as Record<string, Record<string, unknown>>;
    if (message.method === "Target.attachedToTarget") {
      void this.send("Network.enable", {}, String(params.sessionId)).catch(() => {});
    } else if (message.method === "Network.requestWillBeSent") {
      const url = String(params.request!.url);
      if (!/^(?:data|blob):/.test(url)) this.requests.push(url);
    } else if (message.method === "Runtime.exceptionThrown") {
      this.errors.push(JSON.stringify(params.exceptionDetails));
    } else if (message.method === "Log.entryAdded" && params.entry!.level === "error") {
      this.errors.push(String(params.entry!.text));
    }
  }
}

/** Chromium says where it listens on its stderr. */
async function devToolsPort(process: Deno.ChildProcess): Promise<string> {
  const reader = process.stderr.getReader();
  const decoder = new TextDecoder();
  let said = "";
  try {
    while (true) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`Chromium did not start: ${said}`);
      said += decoder.decode(value, { stream: true });
      const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(said);
      if (found) return found[1]!;
    }
  } finally {
    reader.releaseLock();
  }
}
