/** Sets up what is heard and shown on this device, and tries each out. */

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { useConsole } from "./context";
import { Icon } from "./Icon";
import { Modal } from "./Modal";
import { Switch } from "./Switch";

type Flag = "ringSound" | "messageSound" | "ringOn" | "desktop" | "showText";

export function AlertsDialog() {
  const { device, asking, alerts, say } = useConsole();
  const choices = device.choices.value;
  const [heard, setHeard] = useState<"asked" | "yes" | "no" | null>(null);
  useEffect(() => {
    device.choose({ alertsSeen: true });
    // Whoever comes back from the browser's settings sees what they changed there.
    const reread = () => alerts.notifications.reread();
    window.addEventListener("focus", reread);
    return () => window.removeEventListener("focus", reread);
  }, []);

  const flag = (name: Flag, title: string, text?: string) => (
    <Switch on={choices[name]} title={title} text={text} onChange={(on) => device.choose({ [name]: on })} />
  );
  const play = (sound: "ring" | "message") => {
    void alerts.sounds.unlock().then(() => {
      alerts.sounds.play(sound, device.choices.peek().volumePercent / 100);
      setHeard("asked");
    });
  };

  return (
    <Modal title={say.alerts} text={say.alertsText}>
      <div class="fd-form fd-alerts">
        <Group title={say.sounds}>
          <div class="fd-alert-row">
            {flag("ringSound", say.ringSound)}
            <TryOut label={say.tryRing} onTry={() => play("ring")} first />
          </div>
          <div class="fd-alert-row">
            {flag("messageSound", say.messageSound)}
            <TryOut label={say.tryMessage} onTry={() => play("message")} />
          </div>
          <label class="fd-alert-row fd-volume">
            <span>{say.volume}</span>
            <input
              type="range"
              min={5}
              max={100}
              step={5}
              value={choices.volumePercent}
              onInput={(event) => device.choose({ volumePercent: event.currentTarget.valueAsNumber })}
            />
          </label>
          {flag("ringOn", say.ringOn, say.ringOnText)}
          <div class="fd-heard" role="status">
            {heard === "asked" && (
              <>
                <span>{say.didYouHear}</span>
                <button type="button" class="fd-button fd-quiet" onClick={() => setHeard("yes")}>
                  {say.yes}
                </button>
                <button type="button" class="fd-button fd-quiet" onClick={() => setHeard("no")}>
                  {say.no}
                </button>
              </>
            )}
            {heard === "yes" && <State good words={say.soundWorks} />}
            {heard === "no" && <State words={say.soundHelp} />}
          </div>
        </Group>
        <Group title={say.notifications}>
          <PermissionState />
          {flag("desktop", say.desktop, say.desktopText)}
          {flag("showText", say.showText)}
        </Group>
        <p class="fd-alert-tab">{alerts.leaders.sound.leads.value ? say.thisTabRings : say.otherTabRings}</p>
        <div class="fd-dialog-buttons">
          <button type="button" class="fd-button" onClick={() => (asking.value = null)}>
            {say.done}
          </button>
        </div>
      </div>
    </Modal>
  );
}

const Group = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <div class="fd-alert-group" role="group" aria-label={title}>
    <h3 aria-hidden="true">{title}</h3>
    {children}
  </div>
);

const TryOut = ({ label, first = false, onTry }: { label: string; first?: boolean; onTry: () => void }) => {
  const { say } = useConsole();
  return (
    <button type="button" class="fd-button fd-quiet" data-first={first || undefined} aria-label={label} onClick={onTry}>
      <Icon name="play" /> {say.tryOut}
    </button>
  );
};

const State = ({ good = false, words }: { good?: boolean; words: string }) => (
  <p class="fd-alert-state" data-good={good}>
    <Icon name={good ? "check" : "warning"} /> {words}
  </p>
);

/** Whether the browser lets us, and the way to let it or to try it out. */
function PermissionState() {
  const { alerts, say } = useConsole();
  const [tried, setTried] = useState(false);
  const { notifications } = alerts;
  const permission = notifications.permission.value;
  const tryOut = () => {
    notifications.show({ tag: "try", title: say.testTitle, body: say.testText, stays: false, onClick: () => window.focus() });
    setTried(true);
  };
  return (
    <div class="fd-alert-row" role="status">
      <State good={permission === "granted"} words={tried && permission === "granted" ? say.testSent : say.permission[permission]} />
      {permission === "default" && (
        <button type="button" class="fd-button" onClick={() => void notifications.ask()}>
          {say.allow}
        </button>
      )}
      {permission === "granted" && <TryOut label={say.tryNotification} onTry={tryOut} />}
    </div>
  );
}
