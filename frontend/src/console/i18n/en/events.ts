/** English: what happened to a chat, as quiet lines of its thread. */

export const events = {
  opened: "Chat opened",
  assignedMe: "Assigned to you",
  assigned: (name: string) => `Assigned to ${name}`,
  toYou: "you",
  transferred: (by: string, to: string) => `${by} transferred this chat to ${to}`,
  tookOver: (by: string) => `${by} took over this chat`,
  transferredToGroup: (by: string, group: string) => (group ? `${by} transferred this chat to ${group}` : `${by} gave this chat back to the queue`),
  requeued: {
    agent_gone: (name: string) => (name ? `${name} lost the connection: the chat is back in the queue` : "Back in the queue: the agent lost the connection"),
    given_back: (name: string) => (name ? `${name} gave this chat back to the queue` : "Given back to the queue"),
    overflow: () => "Moved to another queue: the wait was too long",
  },
  joined: (name: string) => `${name} joined`,
  parted: (name: string) => `${name} left`,
  idleWarned: (time: string) => `The customer is silent and was told that the chat closes at ${time}`,
  leftMessage: "Nobody was available: left as a message",
  reopened: "The customer wrote again: the chat goes on",
  closedIdle: "Closed because the customer was silent",
  closedByMe: "Closed by you",
  closedBy: { agent: (name: string) => `Closed by ${name || "an agent"}`, customer: () => "Closed by the customer", system: () => "Closed automatically" },
};
