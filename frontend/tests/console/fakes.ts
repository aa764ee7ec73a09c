/** Cards, entries and frames for tests: only what differs is said. */

import type { AgentState, ChatSessionCard, Colleague, Entry, GroupCard, Lane, OfferCard, Sender, Workspace } from "../../src/protocol";

export const ME = "a0000000-0000-7000-8000-000000000001";
export const TOM = "b0000000-0000-7000-8000-000000000002";
export const SITE = "c0000000-0000-7000-8000-000000000003";
export const T0 = Date.parse("2026-11-23T10:00:00Z");
export const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();

export const me: Sender = { kind: "agent", id: ME, name: "Mina" };
export const tom: Sender = { kind: "agent", id: TOM, name: "Tom" };

export const agent = (change: Partial<AgentState> = {}): AgentState => ({
  id: ME,
  name: "Mina",
  status: "online",
  status_reason: "",
  effective: "free",
  capacity: 5,
  load: 1,
  wrap_up_until: null,
  wrap_up_extendable: false,
  misses: 0,
  ...change,
});

export const card = (id: string, change: Partial<ChatSessionCard> = {}): ChatSessionCard => ({
  id,
  phase: "waiting",
  site: "Teahouse",
  site_id: SITE,
  group: null,
  customer: { id: `c-${id}`, name: "Ada", email: "ada@example.com", verified: false, priority: 0 },
  responsible: null,
  helpers: [],
  opened_at: at(0),
  waiting_since: at(0),
  order_at: at(0),
  closed_at: null,
  absent_until: null,
  last_seq: 1,
  unanswered_since: null,
  last_text: "",
  last_text_seq: 0,
  last_kind: "text",
  last_amended: "",
  last_at: at(0),
  read: { customer: 0, agent: 0 },
  tags: [],
  ...change,
});

/** What a card says after an entry of its public lane. */
export const last = (seq: number) => ({ last_seq: seq, last_at: at(seq) });

/** What it says after words of the customer, who waits for an answer since then, or since earlier. */
export const asked = (seq: number, text: string, sinceSeq = seq) => ({
  ...last(seq),
  last_text: text,
  last_text_seq: seq,
  unanswered_since: at(sinceSeq),
});

export const own = (id: string, change: Partial<ChatSessionCard> = {}): ChatSessionCard =>
  card(id, { phase: "active", responsible: me, last_seq: 2, ...change });

/** Tom's; on the floor only when I help or its group is supervised. */
export const toms = (id: string, change: Partial<ChatSessionCard> = {}): ChatSessionCard => own(id, { responsible: tom, ...change });

export const group = (id: string, change: Partial<GroupCard> = {}): GroupCard => ({
  id,
  name: id,
  member: true,
  supervised: false,
  warn_answer_seconds: 60,
  late_answer_seconds: 180,
  ...change,
});

export const colleague = (id: string, change: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  effective: "free",
  capacity: 5,
  load: 0,
  misses: 0,
  groups: [],
  ...change,
});

export const offer = (id: string, chatSession: ChatSessionCard, change: Partial<OfferCard> = {}): OfferCard => ({
  id,
  chat_session: chatSession,
  made_at: at(0),
  deadline: at(20),
  transferred_by: null,
  note: "",
  earlier_chat_sessions: 0,
  page: null,
  answers: [],
  ...change,
});

/** A whole workspace with these lists in it. */
export const floor = (change: Partial<Workspace> = {}): Workspace => ({
  type: "workspace",
  ref: 1,
  now: at(0),
  agent: agent(),
  offers: [],
  mine: [],
  waiting: [],
  left: [],
  others: [],
  groups: [],
  colleagues: [],
  dispositions: [],
  tags: [],
  drafts: [],
  mentions: [],
  heartbeat_seconds: 25,
  max_text_chars: 8_000,
  uploads: { max_bytes: 20_971_520, types: ["image/*"] },
  amend_seconds: 900,
  ...change,
});

export const workspace = (mine: ChatSessionCard[], waiting: ChatSessionCard[], change: Partial<AgentState> = {}): Workspace =>
  floor({ mine, waiting, agent: agent(change) });

export const entry = (session: string, seq: number, text: string, change: Partial<Entry> & { lane?: Lane } = {}): Entry => ({
  type: "entry",
  chat_session: session,
  lane: "public",
  seq,
  kind: change.event ? "event" : "text",
  sender: { kind: "customer", id: `c-${session}`, name: "Ada" },
  client_id: `${session}-${change.lane ?? "public"}-${seq}`,
  at: at(seq),
  text,
  event: null,
  reply_to: null,
  attachment: null,
  amended: "",
  ...change,
});
