/** The left column: what rings, mine, the queue, colleagues' and left messages. One stop for Tab; arrows or j and k move within. */

import type { ComponentChildren } from "preact";
import { useCallback, useRef, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import type { List } from "../cards";
import { longestWaiting, ringing, SECTIONS, sections } from "../lists";
import { levelOf, running } from "../waits";
import { useAim, useHeld } from "./aim";
import { useConsole } from "./context";
import { useServerNow } from "./now";
import { RingRow } from "./Ring";
import { Section } from "./Section";
import { SessionRow } from "./SessionRow";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity };
const IDS: Readonly<Record<List, string>> = { mine: "fd-mine", waiting: "fd-queue", others: "fd-others", left: "fd-left" };

export function SessionList() {
  const { desk, device, aside, say } = useConsole();
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLElement>(null);
  const aiming = useAim(list);
  const shown = useHeld(sections(desk.workspace.value), aiming);
  const all = SECTIONS.flatMap((section) => (device.folded(IDS[section]) ? [] : shown[section]));
  const looked = desk.lookedAt.value?.id ?? null;
  const stop = [focused, looked].find((id) => all.some((card) => card.id === id)) ?? all[0]?.id;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    const at = all.findIndex((card) => card.id === stop);
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (next) list.current?.querySelector<HTMLElement>(`[data-session="${next.id}"]`)?.focus();
  };
  const onChoose = useCallback((card: ChatSessionCard) => desk.look(card), [desk]);
  const onWhy = useCallback(
    (card: ChatSessionCard) => {
      desk.look(card);
      aside.value = "why";
    },
    [desk, aside],
  );
  const rows = (section: List) => (
    <ul>
      {shown[section].map((card) => (
        <SessionRow
          key={card.id}
          placed={card}
          list={section}
          current={card.id === looked}
          tabStop={card.id === stop}
          onFocus={setFocused}
          onChoose={onChoose}
          onWhy={onWhy}
        />
      ))}
    </ul>
  );
  const part = (section: List, title: string, empty: ComponentChildren, extra?: ComponentChildren) =>
    (shown[section].length > 0 || empty !== null) && (
      <Section id={IDS[section]} title={title} count={shown[section].length} aside={extra}>
        {shown[section].length > 0 ? rows(section) : empty}
      </Section>
    );

  return (
    <nav class="fd-list" aria-label={say.sessions} ref={list} onKeyDown={onKeyDown} data-desk-list>
      <RingSection held={aiming} />
      {part("mine", say.mine, <NobodyMine />)}
      {part("waiting", say.queue, <p class="fd-list-empty">{say.nobodyWaiting}</p>, <Longest cards={shown.waiting} />)}
      {part("others", say.others, null)}
      {part("left", say.leftMessages, null)}
    </nav>
  );
}

function RingSection({ held }: { held: boolean }) {
  const { desk, say } = useConsole();
  const offers = useHeld(ringing(desk.workspace.value, useServerNow()), held);
  if (offers.length === 0) return null;
  return (
    <Section id="fd-ringing" title={say.ringing} count={offers.length} icon="bell" fixed>
      <div class="fd-ring-rows">
        {offers.map((offer) => (
          <RingRow key={offer.id} offer={offer} />
        ))}
      </div>
    </Section>
  );
}

function NobodyMine() {
  const { desk, say } = useConsole();
  const away = desk.workspace.value.agent?.status !== "online";
  return (
    <p class="fd-list-empty">
      {say.nobodyMine} {away && say.nobodyMineAway}
    </p>
  );
}

function Longest({ cards }: { cards: readonly ChatSessionCard[] }) {
  const { desk, say } = useConsole();
  const now = useServerNow();
  const longest = longestWaiting(cards);
  if (longest === null) return null;
  const ms = now - Date.parse(longest.waiting_since);
  return (
    <span class="fd-longest" data-level={levelOf(ms, longest, desk.workspace.value.groups)}>
      {say.longest(running(ms, say))}
    </span>
  );
}
