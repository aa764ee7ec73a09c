import type { RefusalCode } from "../../../protocol";

const refusals: Partial<Record<RefusalCode, string>> = {
  too_large: "It is too long.",
  blank: "It is empty.",
  closed: "The chat has ended.",
  forbidden: "It is not allowed here.",
};

export const en = {
  today: "Today",
  yesterday: "Yesterday",
  log: "Messages",
  write: "Write a message…",
  send: "Send",
  close: "Close chat",
  sending: "Sending…",
  waitingForNetwork: "Waiting for connection",
  sent: "Sent",
  seen: "Seen",
  notSent: "Not sent.",
  refusals,
  retry: "Try again",
  discard: "Delete",
  joined: (name: string) => `${name} joined the chat`,
  ended: "The chat has ended",
  endedText: "Thank you for writing to us.",
  startAnew: "Start a new chat",
  typing: (name: string) => `${name} is typing`,
  newMessages: "New messages",
  toLatest: "Jump to latest",
  usually: "Ask us anything",
  inLine: "An agent will be with you shortly",
  withAgent: (name: string) => `You are talking with ${name}`,
  connecting: "Connecting…",
  reconnecting: "Reconnecting…",
  offline: "You are offline. What you write is sent as soon as you are back.",
  unreachable: "We cannot be reached just now. What you write is kept and sent.",
  notKept: "This browser keeps nothing: leave this page open until your message is sent.",
  gone: "Chat is not available here.",
  refused: "You could not be signed in.",
  charactersLeft: (count: number) => (count >= 0 ? `${count} characters left` : `${-count} characters too many`),
};

export type Strings = typeof en;
