// People on raw WebSockets who ask and listen: one socket each, events told by their type without being parsed.
import WebSocket from "ws";

const REPLIES = new Set(["ok", "ack", "opened", "welcome", "workspace", "page", "place", "pong", "refusal"]);
const PING_MS = 20_000;

/** Resolves with the reply to hello. `heard(type, data)` is called for each event, `data` being its bytes. */
export function come({ url, hello, headers }, heard) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, "frontdesk.v1", { headers, perMessageDeflate: false });
    const asked = new Map();
    let ref = 1;
    const ask = (frame) =>
      new Promise((answered, refused) => {
        asked.set(ref, { answered, refused });
        socket.send(JSON.stringify({ ...frame, ref: ref++ }));
      });
    socket.on("open", async () => {
      const timer = setInterval(() => ask({ type: "ping" }), PING_MS);
      const leave = () => (clearInterval(timer), socket.terminate());
      resolve({ ask, leave, greeting: await ask(hello) });
    });
    socket.on("error", reject);
    socket.on("close", (code) => {
      const error = new Error(`closed with ${code}`);
      for (const { refused } of asked.values()) refused(error);
      heard("closed", code);
      reject(error);
    });
    socket.on("message", (data) => {
      const type = data.toString("latin1", 9, data.indexOf('"', 9));
      const frame = REPLIES.has(type) ? JSON.parse(data) : { ref: null };
      const waits = asked.get(frame.ref);
      if (waits === undefined) return heard(type, data);
      asked.delete(frame.ref);
      if (type === "refusal") waits.refused(new Error(JSON.stringify(frame)));
      else waits.answered(frame);
    });
  });
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** `work` for each, at most so many at a time; the results in their order. */
export async function each(items, at_once, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const place = next++;
      results[place] = await work(items[place], place);
    }
  };
  await Promise.all(Array.from({ length: at_once }, worker));
  return results;
}
