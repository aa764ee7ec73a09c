/** The frames of protocol `frontdesk.v1`, sorted by what they do. */

import type { AgentFrame, AgentRequest, CustomerFrame, CustomerRequest, Entry, Refusal, Sender, Workspace } from "./generated";

export type * from "./generated";

export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type OfType<Frame extends { type: string }, Type extends Frame["type"]> = Extract<Frame, { type: Type }>;

type ReplyType =
  | "welcome" | "opened" | "desk" | "place" | "page" | "ack" | "ok" | "pong" | "workspace" | "trace"
  | "customer" | "found" | "canned";
type EventType =
  | "entry" | "typing" | "read" | "chat_session" | "place"
  | "offer" | "offer_ended" | "agent" | "colleague" | "changes" | "transfer_answered"
  | "draft" | "looking" | "mentioned" | "mentions_seen" | "canned_changed" | "page_viewed" | "customer_changed";

export type RefusalCode = Refusal["code"];
export type Lane = Entry["lane"];
export type Amended = Entry["amended"];
export type SenderKind = Sender["kind"];
export type CustomerReply = OfType<CustomerFrame, ReplyType & CustomerFrame["type"]>;
/** A `place` with `ref` null comes unasked: it changed. */
export type CustomerEvent = OfType<CustomerFrame, EventType & CustomerFrame["type"]>;
export type AgentReply = OfType<AgentFrame, ReplyType & AgentFrame["type"]>;
/** A `workspace` with `ref` null comes unasked: the server may have missed something. */
export type AgentSideEvent = OfType<AgentFrame, EventType & AgentFrame["type"]> | Workspace;

/** What callers of a link may ask; the link itself says hello. */
export type CustomerAsk = DistributiveOmit<Exclude<CustomerRequest, { type: "hello" }>, "ref">;
export type AgentAsk = DistributiveOmit<Exclude<AgentRequest, { type: "hello" }>, "ref">;
