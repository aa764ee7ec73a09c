// Agents at their consoles and customers in a queue. A line of JSON in, a line of JSON out:
//   {"do": "staff", "clients": […], "at_once": 20, "online": true}   agents come, and are online once they see their
//                              workspace; whatever rings at them they accept
//   {"do": "online"}           all who came set themselves online in the same moment
//   {"do": "offers", "clients": […], "per_second": 5}   one customer after the other opens a chat session and writes; the
//                              answer has the ms from the first frame to the offer, and at which agent it rang
//   {"do": "line", "clients": […], "at_once": 50}   customers who wait come, and ask for their place
//   {"do": "leave", "customer": 0}   one of them closes; ms until everybody else has heard their new place
import { obey } from "./obey.mjs";
import { come, each, sleep } from "./people.mjs";

const OPEN = { type: "open", language: "" };
const TALK_MS = 400;
const staff = [];
const line = [];
const rings = new Map(); // chat session → { at, agent }
const awaited = new Map(); // chat session → called when it rings
const closed = [];
let onPlace = () => {};

function hearAsAgent(number, type, data) {
  if (type === "closed") closed.push(data);
  if (type !== "offer") return;
  const at = performance.now();
  const { offer } = JSON.parse(data);
  void staff[number].ask({ type: "accept", offer: offer.id }).catch(() => {});
  const ring = { at, agent: number };
  awaited.get(offer.chat_session.id)?.(ring);
  rings.set(offer.chat_session.id, ring);
}

const rung = (chat_session) =>
  rings.has(chat_session)
    ? Promise.resolve(rings.get(chat_session))
    : new Promise((resolve) => awaited.set(chat_session, resolve));

async function live(client, started) {
  const customer = await come(client, () => {});
  started.at = performance.now();
  const { chat_session } = await customer.ask(OPEN);
  const client_id = crypto.randomUUID();
  await customer.ask({ type: "send", chat_session: chat_session.id, client_id, text: "Where is my order?" });
  const ring = await rung(chat_session.id);
  await sleep(TALK_MS);
  await customer.ask({ type: "close", chat_session: chat_session.id });
  customer.leave();
  return { ms: ring.at - started.at, agent: ring.agent };
}

await obey({
  async staff({ clients, at_once, online = false }) {
    const first = staff.length;
    await each(clients, at_once, async (client, place) => {
      staff[first + place] = await come(client, (...event) => hearAsAgent(first + place, ...event));
      if (online) await staff[first + place].ask({ type: "set_status", status: "online" });
    });
    return { staff: staff.length, closed };
  },

  async online() {
    await Promise.all(staff.map((agent) => agent.ask({ type: "set_status", status: "online" })));
    return { closed };
  },

  async offers({ clients, per_second }) {
    const lives = [];
    for (const client of clients) {
      lives.push(live(client, {}));
      await sleep(1000 / per_second);
    }
    return { offers: await Promise.all(lives), closed };
  },

  async line({ clients, at_once }) {
    const hear = (type, data) => {
      if (type === "closed") closed.push(data);
      if (type === "place") onPlace();
    };
    line.push(...(await each(clients, at_once, (client) => come(client, hear))));
    const places = await each(line, at_once, (customer, number) =>
      customer.ask({ type: "get_place", chat_session: clients[number].chat_session }).then(({ place }) => place),
    );
    return { places, closed };
  },

  async leave({ customer, chat_session, others }) {
    const began = performance.now();
    let left = others;
    const heard = new Promise((resolve) => {
      onPlace = () => (left -= 1) || resolve(performance.now() - began);
    });
    await line[customer].ask({ type: "close", chat_session });
    return { ms: await Promise.race([heard, sleep(10_000).then(() => null)]), left, closed };
  },
});
