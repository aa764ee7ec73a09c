/** What the console does to the page around it: the title's badge, whether anybody looks, and the admin's logout. */

import { useEffect } from "preact/hooks";

import { Activity } from "../activity";
import { mine, ringing } from "../lists";
import { unread } from "../talk";
import { useConsole } from "./context";
import { markFavicon } from "./favicon";
import { useServerNow } from "./now";

const plainTitle = document.title.trim();

const RINGING = "#c01c28";
const UNREAD = "#b45309";

export function useTitleBadge(): void {
  const { desk, say } = useConsole();
  const talks = desk.talks.all.value;
  const state = desk.workspace.value;
  const rings = ringing(state, useServerNow()).length > 0;
  const count = mine(state).reduce((sum, card) => {
    const talk = talks.get(card.id);
    return sum + (talk ? unread(talk) : 0);
  }, 0);
  useEffect(() => {
    const badge = rings ? `(${say.ringing}) ` : count > 0 ? `(${count}) ` : "";
    document.title = badge + plainTitle;
    void markFavicon(rings ? "!" : count > 9 ? "9+" : count > 0 ? String(count) : "", rings ? RINGING : UNREAD);
  }, [count, rings]);
}

export function useAttention(): void {
  const { desk, alerts } = useConsole();
  const looked = desk.lookedAt.value?.id ?? null;
  useEffect(() => {
    const look = () => {
      const here = document.visibilityState === "visible" && document.hasFocus();
      desk.attend(here);
      alerts.attention.look(here ? { at: looked } : null);
    };
    look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }, [desk, looked]);
}

/** Who looks at a chat in which they were called has heard it. */
export function useMentionsSeen(): void {
  const { desk, alerts } = useConsole();
  const at = alerts.attention.here.value?.at ?? null;
  const called = at !== null && desk.workspace.value.mentions.some(({ chat_session }) => chat_session === at);
  const { phase } = desk.connection.value;
  const connected = phase === "online" || phase === "polling";
  useEffect(() => {
    if (called && connected) void desk.deeds.sawMentions(at);
  }, [called, connected, at]);
}

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** Whoever types, clicks or moves the mouse is here. */
export function useActivity(): void {
  const { desk } = useConsole();
  useEffect(() => {
    const activity = new Activity(() => desk.deeds.active(), { now: () => Date.now() });
    const seen = ({ isTrusted }: Event) => {
      const { phase } = desk.connection.peek();
      if (isTrusted && (phase === "online" || phase === "polling")) activity.seen();
    };
    for (const sign of SIGNS) document.addEventListener(sign, seen, { capture: true, passive: true });
    return () => {
      for (const sign of SIGNS) document.removeEventListener(sign, seen, { capture: true });
    };
  }, [desk]);
}

/** Logging out by the admin's menu with open chats asks first what becomes of them. */
export function useLogout(): void {
  const { desk, asking } = useConsole();
  useEffect(() => {
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target as HTMLFormElement;
      if (!new URL(form.action).pathname.endsWith("/logout/")) return;
      if (desk.connection.peek().phase === "stopped" || mine(desk.workspace.peek()).length === 0) return;
      event.preventDefault();
      asking.value = { what: "leave", why: "logout", go: () => form.submit() };
    };
    document.addEventListener("submit", onSubmit);
    return () => document.removeEventListener("submit", onSubmit);
  }, [desk]);
}
