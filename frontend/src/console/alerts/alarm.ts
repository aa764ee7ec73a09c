/** Decides what is heard and shown on the desktop when something happens, and keeps ringing until it is over. */

import type { Clock } from "../../wire/clock";
import type { Device } from "../device";
import type { Strings } from "../i18n";
import { customerName } from "../words";
import type { WorkspaceState } from "../workspace";
import type { Attention } from "./attention";
import type { Leader } from "./leader";
import { type News, newsBetween } from "./news";
import type { Notifications } from "./notifications";
import type { Sounds } from "./sounds";

export interface AlarmParts {
  sounds: Pick<Sounds, "play">;
  notifications: Pick<Notifications, "show" | "close">;
  /** Who makes the sounds, and who shows the notifications: a tab that may not sound yet can do the other. */
  leaders: { sound: Pick<Leader, "leads">; desktop: Pick<Leader, "leads"> };
  attention: Pick<Attention, "isOn">;
  device: Device;
  clock: Clock;
  serverNow: () => number;
  say: Strings;
  /** Brings this tab to the front, with that chat on screen; with null, with what rings. */
  goTo: (chatSession: string | null) => void;
}

const RING_EVERY_MS = 3_000;
const AT_MOST_EVERY_MS = 1_500;
/** That it is mine is told a moment after it has stopped ringing; then it was accepted, in whichever tab. */
const ACCEPTED_MS = 5_000;

export class Alarm {
  readonly #parts: AlarmParts;
  #state: WorkspaceState | null = null;
  #heard = new Set<string>();
  /** Which chat each offer is about, and when it stopped ringing. */
  readonly #rang = new Map<string, { session: string; quietAt: number }>();
  #stopRinging: (() => void) | null = null;
  #messageAt = -Infinity;

  constructor(parts: AlarmParts) {
    this.#parts = parts;
  }

  /** The workspace stands so now. */
  hear(state: WorkspaceState): void {
    const before = this.#state;
    this.#state = state;
    if (before === null || before === state) return;
    for (const news of newsBetween(before, state)) this.#tell(news);
    if (this.#rings() && this.#stopRinging === null) this.#ring();
  }

  #tell(news: News): void {
    const { notifications, say } = this.#parts;
    switch (news.kind) {
      case "rings": {
        const { id, chat_session: card } = news.offer;
        this.#rang.set(id, { session: card.id, quietAt: Infinity });
        this.#show(`offer ${news.offer.id}`, null, say.rings(customerName(card.customer, say)), card.last_text, true);
        return;
      }
      case "quiet":
        this.#heard.delete(news.offer);
        this.#forgetRung(news.offer);
        notifications.close(`offer ${news.offer}`);
        return;
      case "given":
        if (this.#rangHere(news.card.id)) return;
        // Who looks may have taken it themselves, and reads that it is theirs.
        if (!this.#parts.attention.isOn()) this.#sound("ring");
        this.#show(news.card.id, news.card.id, say.nowMine(customerName(news.card.customer, say)), news.card.last_text, false);
        return;
      case "wrote":
        if (!this.#parts.attention.isOn(news.card.id)) this.#message();
        this.#show(news.card.id, news.card.id, customerName(news.card.customer, say), news.card.last_text, false);
        return;
      case "mentioned": {
        const { chat_session: session, by, text } = news.mention;
        if (!this.#parts.attention.isOn(session)) this.#message();
        this.#show(`mention ${session}`, session, say.mentionedBy(by.name), text, false);
      }
    }
  }

  #rangHere(chatSession: string): boolean {
    const since = this.#parts.clock.now() - ACCEPTED_MS;
    return [...this.#rang.values()].some(({ session, quietAt }) => session === chatSession && quietAt >= since);
  }

  #forgetRung(offer: string): void {
    const { clock } = this.#parts;
    const now = clock.now();
    for (const [id, { quietAt }] of this.#rang) if (quietAt + ACCEPTED_MS < now) this.#rang.delete(id);
    const rung = this.#rang.get(offer);
    if (rung) this.#rang.set(offer, { ...rung, quietAt: now });
  }

  /** While something rings; once only for each where somebody looks and wants it so. */
  #ring(): void {
    const { attention, clock, device } = this.#parts;
    const offers = this.#rings();
    if (!offers) {
      this.#stopRinging = null;
      return;
    }
    const isNew = offers.some(({ id }) => !this.#heard.has(id));
    this.#heard = new Set(offers.map(({ id }) => id));
    if (isNew || device.choices.peek().ringOn || !attention.isOn()) this.#sound("ring");
    this.#stopRinging = clock.after(RING_EVERY_MS, () => this.#ring());
  }

  #rings() {
    const now = this.#parts.serverNow();
    const offers = [...(this.#state?.offers.values() ?? [])].filter(({ deadline }) => Date.parse(deadline) > now);
    return offers.length > 0 ? offers : null;
  }

  /** Ten customers at once are one knock. */
  #message(): void {
    const { clock, leaders } = this.#parts;
    const now = clock.now();
    if (!leaders.sound.leads.peek() || now - this.#messageAt < AT_MOST_EVERY_MS) return;
    this.#messageAt = now;
    this.#sound("message");
  }

  #sound(sound: "ring" | "message"): void {
    const { sounds, leaders, device } = this.#parts;
    const { ringSound, messageSound, volumePercent } = device.choices.peek();
    if (leaders.sound.leads.peek() && (sound === "ring" ? ringSound : messageSound)) sounds.play(sound, volumePercent / 100);
  }

  #show(tag: string, session: string | null, title: string, text: string, stays: boolean): void {
    const { notifications, leaders, attention, device, goTo } = this.#parts;
    const { desktop, showText } = device.choices.peek();
    if (!desktop || !leaders.desktop.leads.peek() || attention.isOn()) return;
    notifications.show({ tag, title, body: showText ? text : "", stays, onClick: () => goTo(session) });
  }
}
