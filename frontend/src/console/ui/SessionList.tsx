/** The left column: my chat sessions and those that wait. One stop for Tab; arrows or j and k move within. */

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import { duration } from "../words";
import { mine, waiting } from "../workspace";
import { useConsole } from "./context";
import { useNow } from "./now";
import { SessionRow } from "./SessionRow";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, Home: -Infinity, End: Infinity };

export function SessionList() {
  const { desk, say } = useConsole();
  const [focused, setFocused] = useState<string | null>(null);
  const list = useRef<HTMLElement>(null);
  const state = desk.workspace.value;
  const own = mine(state);
  const queue = waiting(state);
  const all = [...own, ...queue];
  const looked = desk.lookedAt.value?.id ?? null;
  const stop = [focused, looked].find((id) => all.some((card) => card.id === id)) ?? all[0]?.id;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const at = all.findIndex((card) => card.id === stop);
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (next) list.current?.querySelector<HTMLElement>(`[data-session="${next.id}"]`)?.focus();
  };
  const row = (card: ChatSessionCard) => (
    <SessionRow
      key={card.id}
      card={card}
      current={card.id === looked}
      tabStop={card.id === stop}
      onFocus={() => setFocused(card.id)}
      onChoose={() => desk.look(card)}
    />
  );

  return (
    <nav class="fd-list" aria-label={say.sessions} ref={list} onKeyDown={onKeyDown} data-desk-list>
      <Section id="fd-mine" title={say.mine} count={own.length} aside={null}>
        {own.length > 0 ? <ul>{own.map(row)}</ul> : <NobodyMine />}
      </Section>
      <Section id="fd-waiting" title={say.waiting} count={queue.length} aside={queue[0] ? <Longest card={queue[0]} /> : null}>
        {queue.length > 0 ? <ul>{queue.map(row)}</ul> : <p class="fd-list-empty">{say.nobodyWaiting}</p>}
      </Section>
    </nav>
  );
}

function Section(props: { id: string; title: string; count: number; aside: ComponentChildren; children: ComponentChildren }) {
  return (
    <section aria-labelledby={props.id}>
      <header class="fd-section-head">
        <h2 id={props.id}>
          {props.title} <span class="fd-count">{props.count}</span>
        </h2>
        {props.aside}
      </header>
      {props.children}
    </section>
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

function Longest({ card }: { card: ChatSessionCard }) {
  const { say } = useConsole();
  return <span class="fd-longest">{say.longest(duration(useNow() - Date.parse(card.opened_at)))}</span>;
}
