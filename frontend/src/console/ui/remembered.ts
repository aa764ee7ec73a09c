/** The right column, as it was left on this device. */

import { type Signal, signal } from "@preact/signals";

import type { Device } from "../device";
import type { Aside } from "./context";

/** `roomy`: it stands beside the thread. Where it would cover the thread it begins closed, and its opening is no choice. */
export function rememberedAside(device: Device, roomy: boolean): Signal<Aside | null> {
  const aside = signal<Aside | null>(roomy && device.choices.peek().asideOpen ? "details" : null);
  let known = aside.peek() !== null;
  aside.subscribe((shown) => {
    if (!roomy || (shown !== null) === known) return;
    known = shown !== null;
    device.choose({ asideOpen: known });
  });
  return aside;
}
