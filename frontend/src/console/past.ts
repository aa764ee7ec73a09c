/** Chat sessions that stand in no list, as cards that can be put on screen. Pure. */

import type { ChatSessionCard, CustomerDetails, EarlierChatSession } from "../protocol";

const blank = {
  phase: "closed",
  site: "",
  site_id: "",
  group: null,
  responsible: null,
  helpers: [],
  closed_at: null,
  absent_until: null,
  unanswered_since: null,
  last_seq: 0,
  last_text: "",
  last_text_seq: 0,
  last_kind: "text",
  last_amended: "",
  read: { customer: 0, agent: 0 },
  tags: [],
} as const satisfies Partial<ChatSessionCard>;

const opened = (at: string) => ({ opened_at: at, waiting_since: at, order_at: at, last_at: at });

/** An earlier one of the same customer as `card`: ended, and nobody's. */
export const pastCard = ({ id, opened_at, closed_at, last_text }: EarlierChatSession, { customer, site, site_id }: ChatSessionCard): ChatSessionCard => ({
  ...blank,
  ...opened(opened_at),
  helpers: [],
  tags: [],
  id,
  customer,
  site,
  site_id,
  closed_at,
  last_text,
});

/** One that a colleague answers: all that is known is whose it is. The next event about it brings the rest. */
export const cardOfUnlisted = (id: string, { id: of, name, email, verified, priority, last_seen_at }: CustomerDetails): ChatSessionCard => ({
  ...blank,
  ...opened(last_seen_at),
  helpers: [],
  tags: [],
  id,
  phase: "active",
  customer: { id: of, name, email, verified, priority },
});
