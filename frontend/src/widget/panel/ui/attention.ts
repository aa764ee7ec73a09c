import { useEffect, useState } from "preact/hooks";
import { isShown, onShown } from "../embedding";

/** Whether somebody looks at the panel: it is shown, the page is visible, and the focus is in it. */
export function useAttention(): boolean {
  const [attention, setAttention] = useState(false);
  useEffect(() => {
    const look = () => setAttention(isShown() && document.visibilityState === "visible" && document.hasFocus());
    look();
    const stop = onShown(look);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    window.addEventListener("blur", look);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      window.removeEventListener("blur", look);
    };
  }, []);
  return attention;
}
