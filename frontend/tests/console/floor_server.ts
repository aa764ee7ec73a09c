/** A server in memory with a floor of chats in it: what it says is true at that moment, and what it tells nobody repeats. */

import type { AgentAsk, AgentReply, AgentSideEvent, ChatSessionCard, Entry, Lane, Page, Workspace } from "../../src/protocol";
import { Refused } from "../../src/wire/errors";
import { agent, at, card, entry, floor, group, me, ME, offer, tom } from "./fakes";
import type { ServerLink } from "./server_link";

const PAGE_ENTRIES = 20;
const QUEUE = "queue";
const OVERSEEN = "overseen";

interface Kept {
  card: ChatSessionCard;
  log: Record<Lane, Entry[]>;
}

export class FloorServer {
  readonly links = new Set<ServerLink>();
  readonly #kept = new Map<string, Kept>();
  readonly #offers = new Map<string, { session: string; deadline: string }>();
  readonly #mentions: Workspace["mentions"] = [];
  readonly #drafts = new Map<string, Workspace["drafts"][number]>();
  #status: Workspace["agent"]["status"] = "online";
  #seconds = 0;

  ids = (phase: ChatSessionCard["phase"]): string[] => [...this.#kept.values()].filter(({ card: { phase: now } }) => now === phase).map(({ card: { id } }) => id);
  mine = (): string[] => this.ids("active").filter((id) => this.card(id).responsible?.id === ME);
  offers = (): string[] => [...this.#offers.keys()];
  card = (id: string): ChatSessionCard => this.#of(id).card;
  tick = (): number => (this.#seconds += 1);

  // ---------------------------------------------------------------- what happens

  opens(): string {
    const id = `s${this.#kept.size}`;
    this.#kept.set(id, { card: card(id, { group: this.#kept.size % 3 ? QUEUE : OVERSEEN, last_seq: 0, waiting_since: this.#now(), order_at: this.#now() }), log: { public: [], staff: [] } });
    this.#append(id, "public", { event: { name: "opened" } });
    return id;
  }

  says(id: string, who: "customer" | "me" | "tom", lane: Lane = "public"): void {
    const sender = who === "customer" ? ({ kind: "customer", id: `c-${id}`, name: "Ada" } as const) : who === "me" ? me : tom;
    this.#append(id, lane, { sender, text: `${who} at ${this.#seconds}` });
  }

  rings(id: string): void {
    const name = `o${this.#seconds}`;
    this.#offers.set(name, { session: id, deadline: at(this.#seconds + 20) });
    this.#tell({ type: "offer", now: this.#now(), offer: this.#offer(name) });
  }

  ends(name: string, outcome: "accepted" | "declined" | "expired" | "withdrawn"): void {
    const { session } = this.#offers.get(name) ?? { session: "" };
    this.#offers.delete(name);
    this.#tell({ type: "offer_ended", offer: name, chat_session: session, outcome });
    if (outcome === "accepted") this.given(session, me);
  }

  given(id: string, to: typeof me): void {
    this.#append(id, "public", { sender: SYSTEM, event: { name: "assigned", agent: to } }, { phase: "active", responsible: to, helpers: [] });
  }

  requeued(id: string): void {
    this.#append(id, "public", { sender: SYSTEM, event: { name: "requeued", reason: "given_back" } }, { phase: "waiting", responsible: null });
  }

  helps(id: string): void {
    this.#append(id, "public", { sender: SYSTEM, event: { name: "joined", agent: me } }, { helpers: [ME] });
  }

  closes(id: string): void {
    this.#append(id, "public", { sender: SYSTEM, event: { name: "closed", by: "customer" } }, { phase: "closed", closed_at: this.#now(), unanswered_since: null });
  }

  tags(id: string, tags: string[]): void {
    this.#change(id, { tags });
    this.#tellCard(id);
  }

  read(id: string, side: "customer" | "agent", seq: number): void {
    const { read } = this.card(id);
    this.#change(id, { read: { ...read, [side]: Math.max(read[side], seq) } });
    this.#tell({ type: "read", chat_session: id, read: this.card(id).read }, (link) => link.follows(id, "public"));
  }

  calls(id: string): void {
    this.says(id, "tom", "staff");
    const mention = { chat_session: id, seq: this.#of(id).log.staff.length, by: tom, text: `look ${this.#seconds}`, at: this.#now() };
    this.#mentions.unshift(mention);
    this.#tell({ type: "mentioned", mention });
  }

  drafted(id: string, text: string): void {
    const draft = { chat_session: id, lane: "public" as const, text, at: this.#now() };
    if (text === "") this.#drafts.delete(id);
    else this.#drafts.set(id, draft);
    this.#tell({ type: "draft", ...draft });
  }

  becomes(status: Workspace["agent"]["status"]): void {
    this.#status = status;
    this.#tell({ type: "agent", agent: this.#agent() });
  }

  // ---------------------------------------------------------------- what is asked

  workspace(): Workspace {
    const cards = [...this.#kept.values()].map((kept) => kept.card);
    const [inQueue, overseen] = [(one: ChatSessionCard) => one.group === QUEUE, (one: ChatSessionCard) => one.group === OVERSEEN];
    const active = cards.filter(({ phase }) => phase === "active");
    const isMine = ({ responsible }: ChatSessionCard) => responsible?.id === ME;
    return structuredClone(
      floor({
        now: this.#now(),
        agent: this.#agent(),
        offers: this.offers().map((name) => this.#offer(name)),
        mine: active.filter(isMine),
        waiting: cards.filter((one) => one.phase === "waiting" && inQueue(one)),
        others: active.filter((one) => !isMine(one) && (overseen(one) || one.helpers.includes(ME))),
        groups: [group(QUEUE), group(OVERSEEN, { member: false, supervised: true })],
        mentions: this.#mentions,
        drafts: [...this.#drafts.values()].sort((a, b) => (a.chat_session < b.chat_session ? -1 : 1)),
      }),
    );
  }

  answer(ask: AgentAsk, link: ServerLink): AgentReply {
    if (ask.type === "resume") {
      const { chat_session: id, lane = "public", after_seq: after = 0 } = ask;
      if (!this.#kept.has(id)) throw new Refused({ code: "unknown", text: "no such chat" });
      link.followed.add(`${id} ${lane}`);
      const all = this.#of(id).log[lane];
      const entries = all.slice(after, after + PAGE_ENTRIES);
      return structuredClone<Page>({ type: "page", ref: 0, chat_session: id, lane, entries, last_seq: all.length, more: after + PAGE_ENTRIES < all.length, read: this.card(id).read });
    }
    if (ask.type === "unfollow") for (const lane of ["public", "staff"]) link.followed.delete(`${ask.chat_session} ${lane}`);
    if (ask.type === "read") this.read(ask.chat_session, "agent", ask.seq);
    return { type: "ok", ref: 0 };
  }

  #append(id: string, lane: Lane, change: Partial<Entry>, changed: Partial<ChatSessionCard> = {}): void {
    const kept = this.#of(id);
    const stored = entry(id, kept.log[lane].length + 1, "", { lane, at: this.#now(), client_id: `${id} ${lane} ${this.#seconds} ${kept.log[lane].length}`, ...change });
    kept.log[lane].push(stored);
    if (lane === "public") {
      const said = stored.kind === "event" ? {} : { last_text: stored.text, last_text_seq: stored.seq, last_kind: stored.kind, unanswered_since: stored.sender.kind === "customer" ? (kept.card.unanswered_since ?? stored.at) : null };
      this.#change(id, { ...said, last_seq: stored.seq, last_at: stored.at, ...changed });
    }
    const { phase, group: of } = this.card(id);
    this.#tell(stored, (link) => link.follows(id, lane) || (lane === "public" && phase === "waiting" && of === QUEUE));
    if (lane === "public") this.#tellCard(id);
    if (changed.phase) for (const link of this.links) link.later(() => ({ type: "agent", agent: this.#agent() }));
  }

  /** Cards are told a moment later, as they are then: not at all where the moment never comes. */
  #tellCard(id: string): void {
    for (const link of this.links) link.later(() => ({ type: "changes", chat_sessions: [this.card(id)], colleagues: [] }));
  }

  #tell(event: AgentSideEvent, whom: (link: ServerLink) => boolean = () => true): void {
    for (const link of this.links) if (whom(link)) link.hear(event);
  }

  #change(id: string, change: Partial<ChatSessionCard>): void {
    this.#of(id).card = { ...this.card(id), ...change };
  }

  #of(id: string): Kept {
    const kept = this.#kept.get(id);
    if (!kept) throw new Error(`no chat ${id}`);
    return kept;
  }

  #offer(name: string) {
    const { session, deadline } = this.#offers.get(name) ?? { session: "", deadline: "" };
    return offer(name, this.card(session), { deadline });
  }

  #agent = () => agent({ status: this.#status, load: this.mine().length });
  #now = (): string => at(this.#seconds);
}

const SYSTEM = { kind: "system", id: null, name: "" } as const;
