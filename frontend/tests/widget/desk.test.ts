import { expect, test } from "vitest";
import { settle } from "../wire/fakes";
import { browser, page } from "./desk_page";
import { agent, chatSession, happened, refuse } from "./fakes";

const CLOSED = { type: "desk", ref: 1, open: false, reason: "full" };
const ack = (chat_session: string, client_id: string) => ({ type: "ack", ref: 1, chat_session, client_id, seq: 1, at: "2026-01-01T00:00:00Z" });
const absent = { phase: "active", agent: agent("Mia"), absent_until: "2026-01-01T00:00:30Z" } as const;

test("opening the panel connects nobody who is not known", async () => {
  const { desk, link } = await page();
  desk.look(true);
  await settle();
  expect(link.state.phase).toBe("stopped");
  expect(link.asked).toEqual([]);
});

test("who is known is connected, and the desk is asked once the panel is open", async () => {
  const { desk, link } = await page(true);
  expect(link.state.phase).toBe("connecting");
  link.greet();
  await settle();
  expect(link.asked).toEqual([]);
  desk.look(true);
  await settle();
  expect(link.asked).toEqual([{ type: "get_desk", language: "en" }]);
});

test("the first key connects, the greeting asks the desk, and closed it turns into the form", async () => {
  const { desk, link, foot } = await page();
  link.answers.get_desk = () => CLOSED;
  desk.look(true);
  desk.typing("W");
  expect(foot()).toBe("write");
  link.greet();
  await settle();
  expect(foot()).toBe("leave");
});

test("a message that is left shows at once, and what follows goes into the same chat session", async () => {
  const { desk, link, foot, texts, outbox } = await page(true);
  link.answers.get_desk = () => CLOSED;
  const left = chatSession({ id: "s9", phase: "left" });
  link.answers.open = () => ({ type: "opened", ref: 1, chat_session: left });
  link.answers.leave_message = ({ client_id }) => {
    link.welcome = { chat_session: left, customer: { id: "k1", name: "Kim" } };
    return ack("s9", client_id);
  };
  desk.look(true);
  await desk.write("Where is my table?", { name: "Kim", email: "kim@shop.example" });
  await settle();
  expect([foot(), texts()]).toEqual(["write", ["Where is my table?"]]);
  await desk.write("It is late.");
  link.greet();
  await settle();
  expect(link.asked.filter(({ type }) => ["leave_message", "open", "send"].includes(type))).toEqual([
    { type: "leave_message", client_id: "c1", text: "Where is my table?", name: "Kim", email: "kim@shop.example", language: "en" },
    { type: "open", language: "en", anew: false },
    { type: "send", chat_session: "s9", client_id: "c2", text: "It is late." },
  ]);
  expect(desk.state).toMatchObject({ chatSession: { id: "s9" }, standing: { phase: "left" }, known: true });
  expect(foot()).toBe("write");
  expect(await outbox.all()).toEqual([]);
});

test("who left a message and writes while chats are taken again is in line", async () => {
  const { desk, link } = await page(true);
  link.answers.open = () => ({ type: "opened", ref: 1, chat_session: chatSession({ last_seq: 3 }) });
  link.greet({ chat_session: chatSession({ phase: "left", last_seq: 2 }) });
  await settle();
  await desk.write("Good morning!");
  await settle();
  expect(desk.state.standing.phase).toBe("waiting");
  expect(link.types().slice(-3)).toEqual(["open", "get_place", "send"]);
});

test("refused as offline, the text goes back to whoever wrote it, and the form appears", async () => {
  const { desk, link, foot, texts, outbox } = await page(true);
  desk.look(true);
  link.greet();
  await settle();
  expect(foot()).toBe("write");
  link.answers.get_desk = () => CLOSED;
  link.answers.open = refuse("offline");
  await desk.write("Hello?");
  await settle();
  expect([foot(), texts()]).toEqual(["leave", []]);
  expect(desk.state.returned.map(({ text }) => text)).toEqual(["Hello?"]);
  link.answers.leave_message = ({ client_id }) => ack("s9", client_id);
  await desk.write("Hello? Is anybody there?", { name: "", email: "kim@shop.example" });
  await settle();
  expect(desk.state.returned).toEqual([]);
  expect(link.asked.filter(({ type }) => type === "leave_message")).toMatchObject([{ client_id: "c2", text: "Hello? Is anybody there?" }]);
  expect(await outbox.all()).toEqual([]);
});

test("what one tab could not send, the other shows as well, until one of them has dealt with it", async () => {
  const tab = browser();
  const [one, two] = [await tab(true), await tab(true)];
  for (const { desk, link } of [one, two]) {
    desk.look(true);
    link.greet();
    link.answers.open = refuse("offline");
    await settle();
    link.answers.get_desk = () => CLOSED;
  }
  await one.desk.write("Hello?");
  await settle();
  expect([one.foot(), two.foot()]).toEqual(["leave", "leave"]);
  expect(two.desk.state.returned.map(({ text }) => text)).toEqual(["Hello?"]);
  two.link.answers.leave_message = ({ client_id }) => ack("s9", client_id);
  await two.desk.write("Hello!", { name: "", email: "" });
  await settle();
  expect(one.desk.state.returned).toEqual([]);
});

test("the place is asked for when a chat session waits, and again after a reconnect", async () => {
  const { desk, link } = await page(true);
  link.answers.get_place = ({ chat_session }) => ({ type: "place", ref: 1, chat_session, place: 3, wait: null });
  link.greet({ chat_session: chatSession() });
  await settle();
  expect(link.times("get_place")).toBe(1);
  expect(desk.state.place).toEqual({ place: 3, wait: null });
  link.tell({ type: "place", ref: null, chat_session: "s1", place: 1, wait: null });
  expect(desk.state.place?.place).toBe(1);
  link.greet();
  await settle();
  expect(link.times("get_place")).toBe(2);
  link.tell(happened(1, { name: "assigned", agent: agent("Mia") }));
  expect(desk.state).toMatchObject({ place: null, standing: { phase: "active" } });
  link.tell(happened(2, { name: "requeued", reason: "agent_gone" }));
  await settle();
  expect(link.times("get_place")).toBe(3);
});

test("an absence is told by this device's clock, and ends with the state that says so", async () => {
  const { desk, link, clock } = await page(true);
  link.greet({ chat_session: chatSession({ phase: "active", agent: agent("Mia") }) });
  await settle();
  link.tell(happened(1, { name: "joined", agent: agent("Leo") }, { at: "2026-01-01T00:00:00Z" }));
  link.tell({ type: "chat_session", chat_session: chatSession({ ...absent, last_seq: 1 }) });
  expect(desk.state.absentUntilMs).toBe(clock.now() + 30_000);
  link.tell({ type: "chat_session", chat_session: chatSession({ ...absent, last_seq: 1, absent_until: null }) });
  expect(desk.state.absentUntilMs).toBeNull();
});

test("put away, an ended chat session stays away until it goes on", async () => {
  const { desk, link } = await page(true);
  const ended = chatSession({ phase: "closed", last_seq: 4 });
  link.greet({ chat_session: ended });
  desk.startAnew();
  link.greet();
  link.tell({ type: "chat_session", chat_session: chatSession({ phase: "active", agent: agent("Mia"), last_seq: 3 }) });
  expect(desk.state.chatSession).toBeNull();
  link.answers.open = () => ({ type: "opened", ref: 1, chat_session: chatSession({ last_seq: 5 }) });
  await desk.write("One more thing");
  await settle();
  expect(desk.state).toMatchObject({ chatSession: { id: "s1" }, standing: { phase: "waiting" } });
});

test("the customer can end it", async () => {
  const { desk, link, foot } = await page(true);
  link.greet({ chat_session: chatSession({ phase: "active", agent: agent("Mia") }) });
  await settle();
  await desk.end();
  expect(link.asked.slice(-1)).toEqual([{ type: "close", chat_session: "s1" }]);
  link.tell(happened(1, { name: "closed", by: "customer", reason: "" }));
  expect(foot()).toBe("ended");
  await desk.end();
  expect(link.times("close")).toBe(1);
});
