// One Frontdesk client on a raw WebSocket: hello, resume, then send and hear.
import WebSocket from "ws";

/** Resolves once the chat session is followed. `heard(client_id, "acked" | "received")` is called for each message. */
export function connect({ url, hello, headers, chat_session, after_seq = 0 }, heard) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, "frontdesk.v1", { headers, perMessageDeflate: false });
    const mine = new Set();
    let ref = 1;
    const say = (frame) => socket.send(JSON.stringify({ ...frame, ref: ref++ }));
    const send = (client_id, text) => {
      mine.add(client_id);
      say({ type: "send", chat_session, client_id, text });
    };
    socket.on("open", () => say(hello));
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
    socket.on("message", (data) => {
      const frame = JSON.parse(data.toString());
      switch (frame.type) {
        case "entry": // the sender hears its own message too
          if (!mine.delete(frame.client_id)) heard(frame.client_id, "received");
          break;
        case "ack":
          heard(frame.client_id, "acked");
          break;
        case "welcome":
        case "workspace":
          if (frame.ref !== null) say({ type: "resume", chat_session, after_seq });
          break;
        case "page":
          resolve({ send, close: () => socket.terminate() });
          break;
        case "refusal":
          reject(new Error(JSON.stringify(frame)));
          console.error(JSON.stringify(frame));
      }
    });
  });
}
