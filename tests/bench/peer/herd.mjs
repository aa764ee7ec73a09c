// Many customers who say hello, resume, and then listen. A line of JSON in, a line of JSON out:
//   {"do": "connect", "clients": […], "at_once": 200}   one after the other, so many at a time
//   {"do": "return"}         all come back in the same moment; who is turned away tries again 100 ms later
import { connect } from "./frontdesk.mjs";
import { obey } from "./obey.mjs";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let clients = [];
let tries = 0;

async function come(client) {
  for (;;) {
    try {
      tries += 1;
      const talker = await connect(client, () => {});
      return talker;
    } catch {
      await sleep(100);
    }
  }
}

const actions = {
  async connect({ clients: wanted, at_once }) {
    clients = wanted;
    const line = [...clients];
    const worker = async () => {
      for (let next = line.pop(); next !== undefined; next = line.pop()) await come(next);
    };
    await Promise.all(Array.from({ length: at_once }, worker));
    return { connected: clients.length };
  },

  async return() {
    tries = 0;
    const began = performance.now();
    const times = [];
    await Promise.all(clients.map(async (client) => (await come(client), times.push(performance.now() - began))));
    times.sort((a, b) => a - b);
    return { seconds: times.at(-1) / 1000, median_seconds: times[times.length >> 1] / 1000, tries };
  },
};

await obey(actions);
