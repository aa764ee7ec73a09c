/** The left column: what rings, mine, the queue, colleagues' and left messages. One stop for Tab; arrows or j and k move within. */

import type { ComponentChildren } from "preact";
import { useCallback, useRef, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../protocol";
import type { List } from "../cards";
import { longestWaiting, ringing, SECTIONS, sections } from "../lists";
import { levelOf, running } from "../waits";
import { is } from "../keymap";
import { useAim, useHeld } from "./aim";
import { BulkBar } from "./BulkBar";
import { useConsole } from "./context";
import { keyHint } from "./hints";
import { Icon } from "./Icon";
import { useServerNow } from "./now";
import { RingRow } from "./Ring";
import { Section } from "./Section";
import { SessionRow } from "./SessionRow";

/** A floor of hundreds is looked through by the palette; here stand those who wait longest. */
const MOST_OTHERS = 40;
const STEPS = { row_down: 1, row_up: -1, first_row: -Infinity, last_row: Infinity } as const;
const IDS: Readonly<Record<List, string>> = { mine: "fd-mine", waiting: "fd-queue", others: "fd-others", left: "fd-left" };

export function SessionList() {
  const { desk, device, aside, selected, say } = useConsole();
  const [focus, setFocus] = useState<{ id: string; looked: string | null } | null>(null);
  const list = useRef<HTMLElement>(null);
  const aiming = useAim(list);
  const lists = useHeld(sections(desk.workspace.value), aiming);
  const [allOthers, setAllOthers] = useState(false);
  const shown = allOthers ? lists : { ...lists, others: lists.others.slice(0, MOST_OTHERS) };
  const all = SECTIONS.flatMap((section) => (device.folded(IDS[section]) ? [] : shown[section]));
  const looked = desk.lookedAt.value?.id ?? null;
  // Whoever went elsewhere by other keys begins there.
  const focused = focus?.looked === looked ? focus.id : null;
  const onFocus = useCallback((id: string) => setFocus({ id, looked: desk.lookedAt.peek()?.id ?? null }), [desk]);
  const stop = [focused, looked].find((id) => all.some((card) => card.id === id)) ?? all[0]?.id;

  const onSelect = useCallback((id: string) => (selected.value = toggled(selected.peek(), id)), [selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement && event.key !== "Escape") return;
    const step = (Object.keys(STEPS) as (keyof typeof STEPS)[]).find((name) => is(name, event));
    if (step) {
      const at = all.findIndex((card) => card.id === stop);
      const next = all[Math.min(all.length - 1, Math.max(0, at + STEPS[step]))];
      if (next) list.current?.querySelector<HTMLElement>(`[data-session="${next.id}"]`)?.focus();
    } else if (is("select_row", event) && stop !== undefined && shown.mine.some(({ id }) => id === stop)) onSelect(stop);
    else if (is("select_all", event)) selected.value = new Set(shown.mine.map(({ id }) => id));
    else if (event.key === "Escape" && selected.peek() !== null) selected.value = null;
    else return;
    event.preventDefault();
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
          onFocus={onFocus}
          onChoose={onChoose}
          onWhy={onWhy}
          selected={section === "mine" && selected.value !== null ? selected.value.has(card.id) : null}
          onSelect={onSelect}
        />
      ))}
    </ul>
  );
  const part = (section: List, title: string, empty: ComponentChildren, extra?: ComponentChildren) =>
    (shown[section].length > 0 || empty !== null) && (
      <Section id={IDS[section]} title={title} count={lists[section].length} aside={extra}>
        {shown[section].length > 0 ? rows(section) : empty}
        {shown[section].length < lists[section].length && (
          <button type="button" class="fd-link-button fd-list-more" onClick={() => setAllOthers(true)}>
            {say.showAll(lists[section].length)}
          </button>
        )}
      </Section>
    );

  return (
    <nav class="fd-list" aria-label={say.sessions} ref={list} onKeyDown={onKeyDown} data-desk-list>
      <FindButton />
      <RingSection held={aiming} />
      {part("mine", say.mine, <NobodyMine />, shown.mine.length > 1 && <SelectButton />)}
      {part("waiting", say.queue, <p class="fd-list-empty">{say.nobodyWaiting}</p>, <Longest cards={shown.waiting} />)}
      {part("others", say.others, null)}
      {part("left", say.leftMessages, null)}
      <BulkBar />
    </nav>
  );
}

const toggled = (selected: ReadonlySet<string> | null, id: string): ReadonlySet<string> =>
  new Set(selected?.has(id) ? [...selected].filter((other) => other !== id) : [...(selected ?? []), id]);

function FindButton() {
  const { asking, say } = useConsole();
  return (
    <button type="button" class="fd-find" onClick={() => (asking.value = { what: "palette" })}>
      <Icon name="search" />
      <span>{say.searchButton}</span>
      <kbd>{keyHint("palette")}</kbd>
    </button>
  );
}

function SelectButton() {
  const { selected, say } = useConsole();
  return (
    <button
      type="button"
      class="fd-icon-button fd-small"
      aria-label={say.selectMany}
      title={say.selectMany}
      aria-pressed={selected.value !== null}
      onClick={() => (selected.value = selected.value === null ? new Set() : null)}
    >
      <Icon name="select" />
    </button>
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
