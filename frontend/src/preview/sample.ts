/** The chat that the preview shows: one question, one answer. Pure. */

import type { ChatSessionState, Entry } from "../protocol";

export interface SampleWords {
  question: string;
  answer: string;
  agent: string;
}

const ID = "00000000-0000-7000-8000-000000000001";

export function sampleEntries(words: SampleWords, nowMs: number): Entry[] {
  const said = (seq: number, sender: Entry["sender"], text: string): Entry => ({
    type: "entry",
    chat_session: ID,
    lane: "public",
    seq,
    kind: "text",
    sender,
    client_id: `${ID.slice(0, -1)}${seq}`,
    at: new Date(nowMs - (3 - seq) * 60_000).toISOString(),
    text,
    event: null,
    reply_to: null,
    attachment: null,
    amended: "",
  });
  return [
    said(1, { kind: "customer", id: ID, name: "" }, words.question),
    said(2, { kind: "agent", id: ID, name: words.agent }, words.answer),
  ];
}

export const sampleChatSession = (words: SampleWords, nowMs: number): ChatSessionState => ({
  id: ID,
  phase: "active",
  opened_at: new Date(nowMs - 120_000).toISOString(),
  last_seq: 2,
  agent: { kind: "agent", id: ID, name: words.agent },
  read: { customer: 2, agent: 1 },
});
