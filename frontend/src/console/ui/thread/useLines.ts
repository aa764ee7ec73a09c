/** The lines of a talk, and where what is new to me begins. */

import { useEffect, useMemo, useState } from "preact/hooks";

import type { ChatSessionCard } from "../../../protocol";
import type { OutboxItem } from "../../../wire/outbox";
import { notYetStored } from "../../../wire/timeline";
import { isMine } from "../../cards";
import { type Line, linesOf } from "../../lines";
import type { Talk } from "../../talk";
import { firstUnread } from "../../thread/unread";
import { dayTeller } from "../../../shared/times";
import { useConsole } from "../context";

export function useLines(card: ChatSessionCard, talk: Talk, me: string): Line[] {
  const { desk } = useConsole();
  const unsent = desk.sending.unsent.value;
  const justSent = desk.sending.justSent.value;
  const unreadFrom = useUnread(card, talk);
  const dayOf = useMemo(dayTeller, []);
  const { lanes, read } = talk;
  return useMemo(() => {
    const here = (items: readonly OutboxItem[]) =>
      notYetStored(lanes.staff, notYetStored(lanes.public, items.filter((item) => item.chat_session === card.id)));
    return linesOf(talk, { unsent: here(unsent), justSent: here(justSent) }, me, dayOf, unreadFrom);
  }, [lanes.public, lanes.staff, read, unsent, justSent, card.id, me, unreadFrom]);
}

/** Where it began when I turned here, or looked at the page again; over once I have answered. */
function useUnread(card: ChatSessionCard, talk: Talk): number | null {
  const { desk } = useConsole();
  const attentive = desk.attentive.value;
  const mine = isMine(card, desk.workspace.value.agent);
  const [from, setFrom] = useState<number | null>(() => (mine && talk.loaded ? firstUnread(talk, card.read.agent) : null));
  const writes = desk.sending.unsent.value.some((item) => item.chat_session === card.id && item.lane === "public");
  const looks = attentive && mine && talk.loaded;
  useEffect(() => {
    if (looks) setFrom((now) => firstUnread(talk, 0) ?? now);
  }, [looks]);
  useEffect(() => {
    if (writes) setFrom(null);
  }, [writes]);
  return from;
}
