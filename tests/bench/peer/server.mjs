// The peer: what a competent team would write for the same promise with socket.io. One INSERT with seq per
// message, in one statement; ack after it; then to the room, through the Redis adapter, on every node.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import pg from "pg";
import { createClient } from "redis";
import { Server } from "socket.io";

const { port, redis_socket, postgres, pool_size } = JSON.parse(process.argv[2]);

const APPEND = {
  name: "append",
  text: `WITH place AS (UPDATE peer_room SET seq = seq + 1 WHERE id = $1 RETURNING seq)
    INSERT INTO peer_message (room_id, seq, sender_id, client_id, body)
    SELECT $1, seq, $2, $3, $4 FROM place RETURNING seq, created_at`,
};

const pub = createClient({ socket: { path: redis_socket } });
const sub = pub.duplicate();
await Promise.all([pub.connect(), sub.connect()]);
const pool = new pg.Pool({ ...postgres, max: pool_size });
const http = createServer();
const io = new Server(http, { adapter: createAdapter(pub, sub), transports: ["websocket"], serveClient: false });

io.use(async (socket, next) => {
  const found = await pool.query("SELECT id, room_id FROM peer_member WHERE token = $1", [socket.handshake.auth.token]);
  if (found.rowCount === 0) return next(new Error("unauthenticated"));
  socket.data = { id: found.rows[0].id, room: found.rows[0].room_id };
  next();
});

io.on("connection", (socket) => {
  const { id, room } = socket.data;
  socket.join(room);
  socket.on("send", async ({ client_id, text }, ack) => {
    if (typeof text !== "string" || text.length < 1 || text.length > 8000) return ack({ error: "bad_frame" });
    try {
      const { rows } = await pool.query({ ...APPEND, values: [room, id, client_id, text] });
      ack({ seq: rows[0].seq, at: rows[0].created_at });
      socket.to(room).emit("entry", { room, seq: rows[0].seq, sender: id, client_id, text, at: rows[0].created_at });
    } catch {
      ack({ error: "unavailable" });
    }
  });
});

http.listen(port, "127.0.0.1");
