/** What the server remembers for an agent beside the lists: unsent texts, and where colleagues called. Pure. */

import type { DraftCard, Lane, MentionCard } from "../protocol";

/** By `draftKey`. */
export type Drafts = ReadonlyMap<string, DraftCard>;

export const draftKey = (chatSession: string, lane: Lane): string => `${lane}:${chatSession}`;

export const draftsOf = (drafts: readonly DraftCard[]): Drafts =>
  new Map(drafts.map((draft) => [draftKey(draft.chat_session, draft.lane), draft]));

/** The later one wins; one without text forgets. */
export function afterDraft(drafts: Drafts, { chat_session, lane, text, at }: DraftCard): Drafts {
  const key = draftKey(chat_session, lane);
  const known = drafts.get(key);
  if (known ? Date.parse(known.at) > Date.parse(at) : text === "") return drafts;
  const after = new Map(drafts);
  if (text === "") after.delete(key);
  else after.set(key, { chat_session, lane, text, at });
  return after;
}

/** Each once, in the order of the workspace: the latest first. A repeat says what the note says by now. */
export function afterMention(mentions: readonly MentionCard[], mention: MentionCard): readonly MentionCard[] {
  const same = ({ chat_session, seq }: MentionCard) => chat_session === mention.chat_session && seq === mention.seq;
  return mentions.some(same) ? mentions.map((known) => (same(known) ? mention : known)) : [mention, ...mentions];
}

export const afterSeen = (mentions: readonly MentionCard[], chatSession: string): readonly MentionCard[] =>
  mentions.filter((mention) => mention.chat_session !== chatSession);
