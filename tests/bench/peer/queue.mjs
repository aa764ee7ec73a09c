// Agents at their consoles and customers in a queue. A line of JSON in, a line of JSON out:
//   {"do": "staff", "clients": […], "at_once": 20, "online": true}   agents come, and are online once they see their
//                              workspace; whatever rings at them they accept
//   {"do": "online"}           all who came set themselves online in the same moment
//   {"do": "offers", "clients": […], "per_second": 3}   one customer after the other opens a chat session and writes; the
//                              answer has the ms from the first frame to the offer, and at which agent it rang
//   {"do": "line", "clients": […], "at_once": 50}   customers who wait come, and ask for their place
//   {"do": "leave", "place": 1}   who stands at this place closes and goes; ms until everybody behind has heard their
//                              new place, and how many had not after 10 s
import { obey } from "./obey.mjs";
import { come, each, sleep } from "./people.mjs";

const OPEN = { type: "open", language: "" };
const TALK_MS = [200, 800];
const UNHEARD_MS = 10_000;
const staff = [];
const line = []; // who waits, in order: { customer, chat_session, place }, the place as last told
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

function hearInLine(one, type, data) {
  if (type === "closed" && line.includes(one)) closed.push(data);
  if (type !== "place") return;
  one.place = JSON.parse(data).place;
  onPlace(one);
}

const rung = (chat_session) =>
  rings.has(chat_session)
    ? Promise.resolve(rings.get(chat_session))
    : new Promise((resolve) => awaited.set(chat_session, resolve));

// Not in step: else every opening would meet the same moment of an earlier one.
const between = (low, high) => low + Math.random() * (high - low);

async function live(client, started) {
  const customer = await come(client, () => {});
  started.at = performance.now();
  const { chat_session } = await customer.ask(OPEN);
  const client_id = crypto.randomUUID();
  await customer.ask({ type: "send", chat_session: chat_session.id, client_id, text: "Where is my order?" });
  const ring = await rung(chat_session.id);
  await sleep(between(...TALK_MS));
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
      await sleep((1000 / per_second) * between(0.5, 1.5));
    }
    return { offers: await Promise.all(lives), closed };
  },

  async line({ clients, at_once }) {
    const coming = await each(clients, at_once, async (client) => {
      const one = { chat_session: client.chat_session };
      one.customer = await come(client, (...event) => hearInLine(one, ...event));
      return one;
    });
    line.push(...coming);
    await each(line, at_once, async (one) => {
      one.place = (await one.customer.ask({ type: "get_place", chat_session: one.chat_session })).place;
    });
    return { places: line.map((one) => one.place), closed };
  },

  async leave({ place }) {
    const [gone] = line.splice(place - 1, 1);
    const missing = new Map(line.slice(place - 1).map((one, further) => [one, place + further]));
    const began = performance.now();
    const heard = new Promise((resolve) => {
      onPlace = (one) => {
        if (missing.get(one) === one.place) missing.delete(one);
        if (missing.size === 0) resolve(performance.now() - began);
      };
    });
    await gone.customer.ask({ type: "close", chat_session: gone.chat_session });
    const ms = await Promise.race([heard, sleep(UNHEARD_MS).then(() => null)]);
    gone.customer.leave();
    return { ms, missing: missing.size, closed };
  },
});
