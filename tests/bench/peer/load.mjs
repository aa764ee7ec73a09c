// A load generator, the same for both sides. A line of JSON in, a line of JSON out:
//   {"do": "connect", "clients": [[client, client], …]}   the two talkers of each session
//   {"do": "closed", "seconds": 4}   every talker keeps one message in flight; it counts once it is acked to
//                                    its sender AND received by the other side, and then the next one leaves
//   {"do": "open", "rate": 300, "seconds": 8}   so many messages a second, whatever comes back
import { randomUUID } from "node:crypto";
import { obey } from "./obey.mjs";

const { connect } = await import(`./${process.argv[2]}.mjs`);
const TEXT = "The blue chair of my order has not arrived yet. ";
const talkers = [];
const flying = new Map();
const done = { seconds: [], onDone: () => {} };

function heard(id, what) {
  const message = flying.get(id);
  if (message === undefined) return;
  message[what] = performance.now();
  if (message.acked === 0 || message.received === 0) return;
  flying.delete(id);
  done.onDone(message);
}

function send(talker) {
  const id = randomUUID();
  flying.set(id, { talker, sent: performance.now(), acked: 0, received: 0 });
  talker.send(id, TEXT + id);
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function landed(limit_ms) {
  const until = performance.now() + limit_ms;
  while (flying.size > 0 && performance.now() < until) await sleep(5);
  const lost = flying.size;
  flying.clear();
  return lost;
}

const actions = {
  async connect({ clients }) {
    for (const pair of clients) talkers.push(...(await Promise.all(pair.map((client) => connect(client, heard)))));
    return { connected: talkers.length };
  },

  async closed({ seconds }) {
    const began = performance.now();
    const until = began + seconds * 1000;
    let count = 0;
    done.onDone = (message) => {
      if (performance.now() >= until) return;
      count += 1;
      send(message.talker);
    };
    talkers.forEach(send);
    await sleep(seconds * 1000);
    return { count, seconds, lost: await landed(5000) };
  },

  async open({ rate, seconds }) {
    const latencies_ms = [];
    done.onDone = (message) => latencies_ms.push(message.received - message.sent);
    const began = performance.now();
    let sent = 0;
    while (sent < rate * seconds) {
      while (sent < rate * seconds && performance.now() >= began + (sent * 1000) / rate) {
        send(talkers[sent % talkers.length]);
        sent += 1;
      }
      await sleep(1);
    }
    const took = (performance.now() - began) / 1000;
    return { latencies_ms, count: sent, seconds: took, lost: await landed(5000) };
  },
};

await obey(actions);
