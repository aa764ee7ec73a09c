/** What has happened that an agent must not miss. Pure: told by two states, so that it is the same by events as by a fetch. */

import type { ChatSessionCard, MentionCard, OfferCard } from "../../protocol";
import { doIHelp, isMine } from "../cards";
import type { WorkspaceState } from "../workspace";

export type News =
  | { kind: "rings"; offer: OfferCard }
  /** It rings no more: accepted, declined, timed out or withdrawn. */
  | { kind: "quiet"; offer: string }
  /** It became mine without having rung here. */
  | { kind: "given"; card: ChatSessionCard }
  /** A customer of mine, or of somebody I help, wrote. */
  | { kind: "wrote"; card: ChatSessionCard }
  | { kind: "mentioned"; mention: MentionCard };

export function newsBetween(before: WorkspaceState, after: WorkspaceState): News[] {
  // What was there when the page came is no news, except what rings: it waits for me now.
  const first = before.agent === null;
  return [
    ...[...after.offers.values()].filter(({ id }) => !before.offers.has(id)).map((offer) => ({ kind: "rings", offer }) as const),
    ...[...before.offers.keys()].filter((id) => !after.offers.has(id)).map((offer) => ({ kind: "quiet", offer }) as const),
    ...(first || before.open === after.open ? [] : ofTalks(before, after)),
    ...(first || before.mentions === after.mentions ? [] : ofMentions(before, after)),
  ];
}

function ofTalks(before: WorkspaceState, after: WorkspaceState): News[] {
  const rang = new Set([...before.offers.values()].map((offer) => offer.chat_session.id));
  const news: News[] = [];
  for (const card of after.open.values()) {
    const known = before.open.get(card.id);
    if (card === known) continue;
    const mine = isMine(card, after.agent);
    if (!mine && !doIHelp(card, after.agent)) continue;
    if (mine && !(known && isMine(known, before.agent)) && !rang.has(card.id)) news.push({ kind: "given", card });
    // The customer waits for an answer exactly when the last word is theirs.
    else if (known && card.last_text_seq > known.last_text_seq && card.unanswered_since !== null) news.push({ kind: "wrote", card });
  }
  return news;
}

const ofMentions = (before: WorkspaceState, after: WorkspaceState): News[] =>
  after.mentions
    .filter(({ chat_session, seq }) => !before.mentions.some((known) => known.chat_session === chat_session && known.seq === seq))
    .map((mention) => ({ kind: "mentioned", mention }));
