import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

/** A Jupyter message as its reader needs it. */
export interface JupyterMessage {
  /** `execute_reply`, `stream`, `display_data` … */
  readonly type: string;
  /** The id of the request it answers; null for a message nobody asked for. */
  readonly parent: string | null;
  readonly content: Record<string, unknown>;
}

/** Signs, verifies, packs and unpacks the messages of one kernel. */
export interface JupyterWire {
  /** The frames of a request, and the id its answers name as their parent. */
  pack(type: string, content: Record<string, unknown>): { readonly id: string; readonly frames: Uint8Array[] };
  /** @throws {Error} If the signature is not the kernel's */
  unpack(frames: readonly Uint8Array[]): JupyterMessage;
}

const DELIMITER = "<IDS|MSG>";

/**
 * The wire format of the Jupyter messaging protocol 5.3: header, parent, metadata and content as JSON, signed with
 * HMAC-SHA-256.
 *
 * @param key The secret of the connection file
 *
 * @example
 * ```ts
 * import { jupyterWire } from "./jupyter_wire.ts";
 * import { deepStrictEqual, throws } from "node:assert/strict";
 * const { frames } = jupyterWire("secret").pack("execute_request", { code: "1 + 1" });
 * deepStrictEqual(jupyterWire("secret").unpack(frames).content, { code: "1 + 1" });
 * throws(() => jupyterWire("another").unpack(frames), /signature/);
 * ```
 */
export function jupyterWire(key: string): JupyterWire {
  const session = randomUUID();
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  const sign = (parts: readonly Uint8Array[]) => {
    const signature = createHmac("sha256", key);
    for (const part of parts) signature.update(part);
    return signature.digest("hex");
  };
  return {
    pack(type, content) {
      const id = randomUUID();
      // The protocol asks for a date and does nothing with it: a fixed one keeps the clock out.
      const header = {
        msg_id: id,
        session,
        username: "annexa",
        date: "1970-01-01T00:00:00Z",
        msg_type: type,
        version: "5.3",
      };
      const parts = [header, {}, {}, content].map((part) => encoder.encode(JSON.stringify(part)));
      return { id, frames: [encoder.encode(DELIMITER), encoder.encode(sign(parts)), ...parts] };
    },
    unpack(frames) {
      const start = frames.findIndex((part) => decoder.decode(part) === DELIMITER);
      const [signature, ...parts] = frames.slice(start + 1, start + 6);
      const expected = encoder.encode(sign(parts));
      if (start < 0 || signature?.length !== expected.length || !timingSafeEqual(signature, expected)) {
        throw new Error("Cannot read a message of the kernel: its signature is wrong");
      }
      const [header, parent, , content] = parts.map((part) => JSON.parse(decoder.decode(part)));
      return { type: header.msg_type, parent: parent.msg_id ?? null, content };
    },
  };
}
