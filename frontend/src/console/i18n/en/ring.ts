/** English: what rings, and what became of it. */

const declined = (agent: string, customer: string, reason: string) =>
  `${agent} declined the chat with ${customer}${reason ? `: ${reason}` : ""}. It stays with you.`;

export const ring = {
  ringing: "Ringing",
  rings: (name: string) => `${name} is ringing`,
  ringsFor: (name: string, facts: string) => `Ringing: ${name}. ${facts}. Alt+Enter accepts, Alt+R goes to the card.`,
  secondsLeft: (n: number) => `${n} seconds left`,
  accept: "Accept",
  decline: "Decline",
  whyDecline: "Why not you?",
  reasons: ["Busy", "Not my subject"],
  otherReason: "Other…",
  reason: "Reason",
  backToOffer: "Back",
  ringKeys: "Enter accepts · Esc declines",
  reasonKeys: "Enter declines · Esc goes back",
  ringKeysAnywhere: "Alt+Enter accepts · Alt+R comes here",
  moreRinging: (n: number) => (n === 1 ? "1 more is ringing" : `${n} more are ringing`),
  earlier: (n: number) => (n === 0 ? "First chat" : n === 1 ? "1 earlier chat" : `${n} earlier chats`),
  factWait: "Wait",
  factPage: "On the page",
  pageUnknown: "Page unknown",
  factEarlier: "Earlier chats",
  waitingFor: (wait: string) => `Waiting ${wait}`,
  transferredBy: (name: string) => `Transferred by ${name}`,
  nowMine: (name: string) => `The chat with ${name} is yours now`,
  offerEnded: {
    expired: (name: string) => `You missed the chat with ${name}. It was passed on.`,
    withdrawn: (name: string) => `The chat with ${name} no longer needs you.`,
  },
  transferAnswered: {
    accepted: (agent: string, customer: string) => `${agent} took over the chat with ${customer}.`,
    declined,
    expired: (agent: string, customer: string) => `${agent} did not answer. The chat with ${customer} stays with you.`,
    withdrawn: (agent: string, customer: string) => `The chat with ${customer} was not passed on to ${agent}.`,
  },
};
