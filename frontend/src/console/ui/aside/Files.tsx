/** The files and pictures of this chat, the latest first. */

import type { Attachment, ChatSessionCard, Entry } from "../../../protocol";
import { fileSize } from "../../places";
import { clockTime } from "../../words";
import { useConsole } from "../context";
import { Icon } from "../Icon";
import { Section } from "../Section";
import { useView } from "../view";

interface Filed {
  file: Attachment;
  entry: Entry;
}

export function Files({ card }: { card: ChatSessionCard }) {
  const { desk, goTo, say, language } = useConsole();
  const { lanes } = useView(() => ({ lanes: desk.talks.all.value.get(card.id)?.lanes ?? null }));
  if (lanes === null) return null;
  const filed = [...lanes.public.entries, ...lanes.staff.entries].flatMap((entry): Filed[] =>
    entry.attachment && entry.kind === "file" ? [{ file: entry.attachment, entry }] : [],
  );
  if (filed.length === 0) return null;
  filed.sort((a, b) => Date.parse(b.entry.at) - Date.parse(a.entry.at));
  const facts = ({ file, entry }: Filed) =>
    [fileSize(file.bytes, language), entry.sender.name, clockTime(Date.parse(entry.at), language)].filter(Boolean).join(" · ");
  return (
    <Section id="fd-aside-files" title={say.files} count={filed.length}>
      <ul class="fd-files">
        {filed.map((one) => (
          <li key={one.file.id}>
            <a href={one.file.url} target="_blank" rel="noopener noreferrer">
              {one.file.kind === "image" && one.file.thumbnail_url ? <img src={one.file.thumbnail_url} alt="" loading="lazy" /> : <Icon name="file" />}
              <span class="fd-file-words">
                <span class="fd-file-name">{one.file.name}</span>
                <small>{facts(one)}</small>
              </span>
            </a>
            <button
              type="button"
              class="fd-icon-button"
              aria-label={say.toMessage(one.file.name)}
              title={say.toMessage(one.file.name)}
              onClick={() => (goTo.value = { session: card.id, lane: one.entry.lane, seq: one.entry.seq })}
            >
              <Icon name="chat" />
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
