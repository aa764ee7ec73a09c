/** Keys as this device's keyboard has them. */

import { hint, type KeyName, keysOf } from "../keymap";

const MAC = /mac|iphone|ipad/iu.test(navigator.userAgent);

export const keyHint = (name: KeyName): string => hint(name, MAC);

export const keyParts = (name: KeyName): string[][] => keysOf(name, MAC);

/** What something is, with its key: for tooltips. */
export const withKey = (words: string, name: KeyName): string => `${words} (${keyHint(name)})`;
