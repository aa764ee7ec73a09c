/** Everything that the palette finds here, with what it does. */

import { useEffect, useState } from "preact/hooks";

import type { ChatSessionCard, Hit } from "../../protocol";
import { type Action, actionsFor } from "../actions";
import { sections } from "../lists";
import type { PaletteItem } from "../palette";
import { customerName } from "../words";
import { chooseStatus, perform } from "./commands";
import type { Surroundings } from "./context";
import { keyHint } from "./hints";
import type { IconName } from "./Icon";
import { printWhole } from "./thread/whole";

export interface Entry extends PaletteItem {
  icon: IconName;
  hint?: string;
  run: () => void;
}

const STATUSES = ["online", "busy", "away", "offline"] as const;
/** Beyond what is found by name, what was said is searched for at so many letters. */
const SAID_FROM_CHARS = 2;
const PAUSE_MS = 250;

export const paletteEntries = (surroundings: Surroundings, query: string): Entry[] => [
  ...chats(surroundings),
  ...actions(surroundings),
  ...inHistory(surroundings, query),
];

function chats({ desk, say }: Surroundings): Entry[] {
  const state = desk.workspace.peek();
  const lists = sections(state);
  const entry = (card: ChatSessionCard, where: string): Entry => ({
    key: card.id,
    group: "chats",
    icon: card.phase === "left" ? "inbox" : card.phase === "waiting" ? "clock" : "chat",
    title: customerName(card.customer, say),
    detail: where,
    also: [card.customer.email, card.last_text, card.site, (card.group && state.groups.get(card.group)?.name) ?? "", ...card.tags].join(" "),
    run: () => desk.look(card),
  });
  return [
    ...lists.mine.map((card) => entry(card, say.mine)),
    ...lists.waiting.map((card) => entry(card, say.queue)),
    ...lists.others.map((card) => entry(card, card.responsible ? say.answeredBy(card.responsible.name) : say.others)),
    ...lists.left.map((card) => entry(card, say.leftMessages)),
  ];
}

const ICONS: Readonly<Record<Exclude<Action, "write">, IconName>> = {
  take: "check",
  transfer: "transfer",
  requeue: "requeue",
  invite: "group",
  leave: "back",
  take_over: "person",
  assign: "person",
  close: "close",
};

function actions(surroundings: Surroundings): Entry[] {
  const { desk, asking, aside, say } = surroundings;
  const card = desk.lookedAt.peek();
  const action = (key: string, icon: IconName, title: string, run: () => void, hint?: string): Entry => ({
    key,
    group: "actions",
    icon,
    title,
    detail: "",
    ...(hint === undefined ? {} : { hint }),
    run,
  });
  const possible = card ? actionsFor(card, desk.workspace.peek()) : new Set<Action>();
  const ofChat = [...possible].flatMap((name) =>
    name === "write" || !card
      ? []
      : [action(name, ICONS[name], name === "take_over" ? say.takeOver : say[name], () => perform(name, card, surroundings), name === "leave" ? undefined : keyHint(name))],
  );
  const toggle = (what: "details" | "why") => () => (aside.value = aside.peek() === what ? null : what);
  return [
    ...ofChat,
    ...STATUSES.map((status) => action(`status-${status}`, "person", say.becomeStatus(say.status[status]), () => void chooseStatus(status, surroundings))),
    ...(card
      ? [
          action("details", "panel", say.toggleDetails, toggle("details"), keyHint("details")),
          action("why", "question", say.toggleWhy, toggle("why"), keyHint("why")),
          action("print", "print", say.printThread, () => void printWhole(), keyHint("print")),
        ]
      : []),
    action("alerts", "bell", say.alerts, () => (asking.value = { what: "alerts" })),
    action("keys", "keyboard", say.keysTitle, () => (asking.value = { what: "keys" }), keyHint("help")),
  ];
}

/** Customers who are not here now. */
function inHistory({ say, historySearchUrl }: Surroundings, query: string): Entry[] {
  if (query === "") return [];
  const url = `${historySearchUrl}?q=${encodeURIComponent(query)}`;
  return [{ key: "history", group: "customers", icon: "history", title: say.inHistoryFind(query), detail: "", run: () => window.open(url, "_blank", "noopener") }];
}

/** Where it was said in my chats, a moment after the last letter. */
export function useSaid(query: string, surroundings: Surroundings): Entry[] {
  const { desk, say } = surroundings;
  const [found, setFound] = useState<{ query: string; hits: readonly Hit[] }>({ query: "", hits: [] });
  useEffect(() => {
    if (query.length < SAID_FROM_CHARS) return;
    let over = false;
    const timer = setTimeout(() => {
      void desk.deeds.find(query).then((answer) => {
        if (!over && answer) setFound({ query, hits: answer.hits });
      });
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [desk, query]);
  if (found.query !== query) return [];
  return found.hits.map((hit) => ({
    key: `${hit.chat_session}-${hit.lane}-${hit.seq}`,
    group: "said",
    icon: hit.lane === "staff" ? "lock" : "chat",
    title: hit.excerpt,
    detail: hit.customer_name || say.aCustomer,
    run: () => goToHit(hit, surroundings),
  }));
}

function goToHit(hit: Hit, { desk, goTo }: Surroundings): void {
  const card = desk.workspace.peek().open.get(hit.chat_session);
  if (card) desk.look(card);
  goTo.value = { session: hit.chat_session, lane: hit.lane, seq: hit.seq };
}
