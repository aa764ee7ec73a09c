/** What the console does to the page around it: the title's badge, and whether anybody looks. */

import { useEffect } from "preact/hooks";

import { unread } from "../talk";
import { mine } from "../workspace";
import { useConsole } from "./context";

const plainTitle = document.title.trim();

export function useTitleBadge(): void {
  const { desk } = useConsole();
  const talks = desk.talks.all.value;
  const count = mine(desk.workspace.value).reduce((sum, card) => {
    const talk = talks.get(card.id);
    return sum + (talk ? unread(talk) : 0);
  }, 0);
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${plainTitle}` : plainTitle;
  }, [count]);
}

export function useAttention(): void {
  const { desk } = useConsole();
  useEffect(() => {
    const look = () => desk.attend(document.visibilityState === "visible" && document.hasFocus());
    look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }, [desk]);
}
