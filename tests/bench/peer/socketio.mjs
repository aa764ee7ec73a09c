// One client of the peer, by socket.io's own client.
import { io } from "socket.io-client";

/** Resolves once connected. `heard(client_id, "acked" | "received")` is called for each message. */
export function connect({ url, token }, heard) {
  return new Promise((resolve, reject) => {
    const socket = io(url, { auth: { token }, transports: ["websocket"], forceNew: true, reconnection: false });
    const send = (client_id, text) =>
      socket.emit("send", { client_id, text }, (answer) => {
        if (answer.error) console.error(JSON.stringify(answer));
        else heard(client_id, "acked");
      });
    socket.on("entry", (entry) => heard(entry.client_id, "received"));
    socket.on("connect_error", reject);
    socket.on("connect", () => resolve({ send, close: () => socket.disconnect() }));
  });
}
