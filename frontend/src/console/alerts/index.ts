/** The alerts of one console, wired to the browser. */

import type { Clock } from "../../wire/clock";
import type { TabChannel } from "../../wire/tabs";
import type { Desk } from "../desk";
import type { Device } from "../device";
import type { Strings } from "../i18n";
import { Alarm } from "./alarm";
import { Attention } from "./attention";
import { Leader } from "./leader";
import { Notifications } from "./notifications";
import { Sounds } from "./sounds";

export interface Alerts {
  sounds: Sounds;
  notifications: Notifications;
  attention: Attention;
  /** Who makes the sounds, who shows the notifications. */
  leaders: { sound: Leader; desktop: Leader };
}

interface Parts {
  desk: Desk;
  device: Device;
  clock: Clock;
  tabs: TabChannel;
  /** Of this agent in this browser. */
  name: string;
  tab: string;
  say: Strings;
}

/** Watches the desk from now on. */
export function startAlerts({ desk, device, clock, tabs, name, tab, say }: Parts): Alerts {
  const { locks } = navigator as { locks?: LockManager };
  const alerts: Alerts = {
    sounds: new Sounds(openAudio),
    notifications: new Notifications("Notification" in window ? Notification : undefined),
    attention: new Attention(tabs, clock, tab),
    leaders: { sound: new Leader(locks, `${name} sounds`), desktop: new Leader(locks, `${name} notifications`) },
  };
  const goTo = (session: string | null) => {
    window.focus();
    const card = session === null ? undefined : desk.workspace.peek().open.get(session);
    if (card) desk.look(card);
  };
  const serverNow = () => clock.now() + desk.clockAheadMs.peek();
  const alarm = new Alarm({ ...alerts, device, clock, serverNow, say, goTo });
  alerts.leaders.desktop.stand();
  desk.workspace.subscribe((state) => alarm.hear(state));
  unlockAtFirstSign(alerts);
  return alerts;
}

const openAudio = (): AudioContext | null => ("AudioContext" in window ? new AudioContext() : null);

/** A key or a click is what browsers wait for before they let a page sound; only then this tab can be the one that rings. */
function unlockAtFirstSign({ sounds, leaders }: Alerts): void {
  const signs = ["pointerdown", "keydown"] as const;
  const sign = () => {
    void sounds.unlock().then((unlocked) => {
      if (!unlocked) return;
      leaders.sound.stand();
      for (const one of signs) document.removeEventListener(one, sign, { capture: true });
    });
  };
  for (const one of signs) document.addEventListener(one, sign, { capture: true });
  if ((navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive) sign();
}
