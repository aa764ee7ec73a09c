/** The two links, ready-made for the browser: only what differs between customers and agents. */

import type { AgentAsk, AgentReply, AgentSideEvent, CustomerAsk, CustomerEvent, CustomerReply, Welcome, Workspace } from "../protocol";
import { AutoLink } from "./auto_link";
import { browserClock, browserExchange, browserPreference, browserSocket } from "./browser";
import type { Credentials } from "./credentials";
import type { AgentLink, CustomerLink } from "./link";
import type { PollingManner } from "./exchange";
import { PollCarrier } from "./longpoll";
import { SocketCarrier } from "./socket";

/** A later `welcome` tells a polling customer of a chat session opened in another tab. */
const customerManner: PollingManner = {
  opening: { type: "get_state" },
  refreshEveryMs: 60_000,
  refreshAfter: [],
  refreshed: (reply) => {
    const { chat_session } = reply as Welcome;
    return chat_session === null ? null : ({ type: "chat_session", chat_session } as CustomerEvent);
  },
};

/** A later `workspace` comes to a polling agent as if the server had sent it unasked. */
const agentManner: PollingManner = {
  opening: { type: "get_workspace" },
  refreshEveryMs: 10_000,
  refreshAfter: ["chat_session", "changes", "agent"],
  refreshed: (reply) => ({ ...(reply as Workspace), ref: null }),
};

export const customerLink = (credentials: Credentials): CustomerLink =>
  new AutoLink<CustomerAsk, CustomerReply, CustomerEvent, Welcome>(parts("customer", credentials, customerManner));

export const agentLink = (credentials: Credentials): AgentLink =>
  new AutoLink<AgentAsk, AgentReply, AgentSideEvent, Workspace>(parts("agent", credentials, agentManner));

function parts(who: "customer" | "agent", credentials: Credentials, manner: PollingManner): ConstructorParameters<typeof AutoLink>[0] {
  const exchange = browserExchange(`/wire/${who}`, () => credentials.headers());
  return {
    clock: browserClock,
    credentials,
    preference: browserPreference(),
    openSocket: (hello, listener) => new SocketCarrier(browserSocket(`/ws/${who}`), hello, browserClock, listener),
    openPolling: (listener) => new PollCarrier(exchange, manner, browserClock, listener),
  };
}
