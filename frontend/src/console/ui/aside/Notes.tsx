/** What colleagues have noted in this chat, apart from the talk; each leads to its place in the thread. */

import type { ChatSessionCard } from "../../../protocol";
import { clockTime, fullTime } from "../../words";
import { useConsole } from "../context";
import { Section } from "../Section";
import { useView } from "../view";

export function Notes({ card }: { card: ChatSessionCard }) {
  const { desk, goTo, say, language } = useConsole();
  const { id } = card;
  const { entries } = useView(() => ({ entries: desk.talks.all.value.get(id)?.lanes.staff.entries ?? NONE }));
  const notes = entries.filter(({ kind, amended }) => kind !== "event" && amended !== "recalled");
  const me = desk.workspace.value.agent?.id;
  if (notes.length === 0) return null;
  return (
    <Section id="fd-aside-notes" title={say.notes} count={notes.length}>
      <ul class="fd-notes">
        {[...notes].reverse().map(({ seq, sender, at, text }) => (
          <li key={seq}>
            <button type="button" onClick={() => (goTo.value = { session: id, lane: "staff", seq })}>
              <span class="fd-notes-who">
                {sender.id === me ? say.you : sender.name}
                <time dateTime={at} title={fullTime(Date.parse(at), language)}>
                  {clockTime(Date.parse(at), language)}
                </time>
              </span>
              <span dir="auto">{text || say.lastFile}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const NONE = [] as const;
