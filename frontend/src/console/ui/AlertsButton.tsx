/** The bell in the top bar: whether this device will be heard, and the way to set it up. */

import { useConsole } from "./context";
import { Icon } from "./Icon";

export function AlertsButton() {
  const { device, alerts, asking, say } = useConsole();
  const { ringSound, messageSound, desktop, alertsSeen } = device.choices.value;
  const muted = !ringSound && !messageSound && !desktop;
  const blocked = ringSound && alerts.sounds.blocked.value;
  const words = blocked ? say.soundBlocked : muted ? say.alertsOff : say.alerts;
  return (
    <button
      type="button"
      class={alertsSeen ? "fd-icon-button fd-bell" : "fd-button fd-quiet fd-bell"}
      data-state={blocked ? "blocked" : muted ? "off" : "on"}
      aria-label={alertsSeen ? words : undefined}
      title={words}
      onClick={() => (asking.value = { what: "alerts" })}
    >
      <Icon name={muted || blocked ? "bell_off" : "bell"} />
      {!alertsSeen && <span class="fd-bell-words">{say.setUpAlerts}</span>}
    </button>
  );
}
