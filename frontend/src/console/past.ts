/** An earlier chat session of a customer, as a card that can be put on screen. Pure. */

import type { ChatSessionCard, EarlierChatSession } from "../protocol";

/** Ended, nobody's, and of the same customer as `card`. */
export const pastCard = ({ id, opened_at, closed_at, last_text }: EarlierChatSession, card: ChatSessionCard): ChatSessionCard => ({
  ...card,
  id,
  phase: "closed",
  group: null,
  responsible: null,
  helpers: [],
  opened_at,
  waiting_since: opened_at,
  order_at: opened_at,
  closed_at,
  absent_until: null,
  unanswered_since: null,
  last_seq: 0,
  last_text,
  last_text_seq: 0,
  last_kind: "text",
  last_amended: "",
  last_at: closed_at ?? opened_at,
  read: { customer: 0, agent: 0 },
  tags: [],
});
