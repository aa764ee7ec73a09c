/** What stands where there is nothing to show (yet, or any more). */

import { useEffect } from "preact/hooks";

import { mine, waiting } from "../lists";
import { useConsole } from "./context";
import { Icon } from "./Icon";

const NOTICE_SHOWN_MS = 6_000;
const ROWS = [1, 2, 3, 4, 5];

/** The page as it will be, in grey. */
export function Loading() {
  const { say } = useConsole();
  return (
    <div class="fd-skeleton" role="status">
      <span class="fd-hidden">{say.loading}</span>
      <div class="fd-skeleton-list" aria-hidden="true">
        {ROWS.map((row) => (
          <span key={row} class="fd-skeleton-row">
            <i />
            <i />
            <i />
          </span>
        ))}
      </div>
      <span class="fd-spinner" aria-hidden="true" />
    </div>
  );
}

export function SignedOut() {
  const { desk, say, loginUrl } = useConsole();
  const { reason } = desk.connection.value;
  const signedOut = reason === "signed_out" || reason === "unauthenticated" || reason === "revoked";
  const href = `${loginUrl}?next=${encodeURIComponent(location.pathname)}`;
  return (
    <div class="fd-blank" role="alert">
      <Icon name="lock" />
      <h2>{signedOut ? say.signedOut : say.stopped}</h2>
      <p>{signedOut ? say.signedOutText : say.stoppedText}</p>
      {signedOut ? (
        <a class="fd-button" href={href}>
          {say.signIn}
        </a>
      ) : (
        <button type="button" class="fd-button" onClick={() => location.reload()}>
          {say.reload}
        </button>
      )}
    </div>
  );
}

export function NothingChosen() {
  const { desk, say } = useConsole();
  const state = desk.workspace.value;
  const empty = mine(state).length + waiting(state).length === 0;
  const online = state.agent?.status === "online";
  return (
    <div class="fd-blank">
      <Icon name="chat" />
      <h2>{empty ? say.emptyTitle : say.chooseTitle}</h2>
      <p>{empty ? (online ? say.emptyOnline : say.emptyAway) : say.chooseText}</p>
      {empty && !online && (
        <button type="button" class="fd-button" onClick={() => void desk.attempt((deeds) => deeds.setStatus("online"))}>
          {say.goOnlineNow}
        </button>
      )}
    </div>
  );
}

/** The last thing that went wrong, for a few seconds. */
export function Notice() {
  const { desk } = useConsole();
  const notice = desk.notice.value;
  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => (desk.notice.value = null), NOTICE_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [desk, notice]);
  return (
    <div class="fd-notice" role="status">
      {notice !== null && <p>{notice}</p>}
    </div>
  );
}
