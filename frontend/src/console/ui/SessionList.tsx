/** The left column: what rings, mine, the queue, colleagues' and left messages. One stop for Tab; arrows or j and k move within. */

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import { left, longestSince, mine, others, ringing, waiting } from "../lists";
import { duration } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";
import { useServerNow } from "./now";
import { RingRow } from "./Ring";
import { SessionRow } from "./SessionRow";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity };

export function SessionList() {
  const { desk, aside, say } = useConsole();
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLElement>(null);
  const state = desk.workspace.value;
  const [own, queue, colleagues, messages] = [mine(state), waiting(state), others(state), left(state)];
  const all = [...own, ...queue, ...colleagues, ...messages];
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
  const rows = (cards: readonly ChatSessionCard[]) => (
    <ul>
      {cards.map((card) => (
        <SessionRow
          key={card.id}
          card={card}
          current={card.id === looked}
          tabStop={card.id === stop}
          onFocus={() => setFocused(card.id)}
          onChoose={() => desk.look(card)}
          onWhy={() => {
            desk.look(card);
            aside.value = "why";
          }}
        />
      ))}
    </ul>
  );

  return (
    <nav class="fd-list" aria-label={say.sessions} ref={list} onKeyDown={onKeyDown} data-desk-list>
      <RingSection />
      <Section id="fd-mine" title={say.mine} count={own.length}>
        {own.length > 0 ? rows(own) : <NobodyMine />}
      </Section>
      <Section id="fd-queue" title={say.queue} count={queue.length} aside={<Longest cards={queue} />}>
        {queue.length > 0 ? rows(queue) : <p class="fd-list-empty">{say.nobodyWaiting}</p>}
      </Section>
      {colleagues.length > 0 && (
        <Section id="fd-others" title={say.others} count={colleagues.length}>
          {rows(colleagues)}
        </Section>
      )}
      {messages.length > 0 && (
        <Section id="fd-left" title={say.leftMessages} count={messages.length}>
          {rows(messages)}
        </Section>
      )}
    </nav>
  );
}

interface SectionProps {
  id: string;
  title: string;
  count: number;
  icon?: ComponentChildren;
  aside?: ComponentChildren;
  children: ComponentChildren;
}

function Section({ id, title, count, icon, aside, children }: SectionProps) {
  return (
    <section aria-labelledby={id}>
      <header class="fd-section-head">
        <h2 id={id}>
          {icon} {title} <span class="fd-count">{count}</span>
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

function RingSection() {
  const { desk, say } = useConsole();
  const offers = ringing(desk.workspace.value, useServerNow());
  if (offers.length === 0) return null;
  return (
    <Section id="fd-ringing" title={say.ringing} count={offers.length} icon={<Icon name="bell" />}>
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
  const { say } = useConsole();
  const now = useServerNow();
  const since = longestSince(cards);
  return since === null ? null : <span class="fd-longest">{say.longest(duration(now - Date.parse(since), say))}</span>;
}
