/** The two sounds, made of a few notes each: nothing to load, and nobody takes one for the other. */

import { signal } from "@preact/signals";

interface Note {
  hz: number;
  at: number;
  seconds: number;
}

/** Four notes that rise and fall, like a bell at a desk. */
const RING: readonly Note[] = [
  { hz: 659, at: 0, seconds: 0.5 },
  { hz: 988, at: 0.16, seconds: 0.5 },
  { hz: 784, at: 0.36, seconds: 0.5 },
  { hz: 988, at: 0.52, seconds: 0.8 },
];
/** Two short low ones, like a knock. */
const MESSAGE: readonly Note[] = [
  { hz: 392, at: 0, seconds: 0.12 },
  { hz: 523, at: 0.09, seconds: 0.22 },
];
/** The overtone that makes a bell of a whistle: how many times higher, how much of it. */
const OVERTONE = { times: 3.01, share: 0.22 };
const ATTACK_SECONDS = 0.008;
const SILENCE = 0.0001;

export type Sound = "ring" | "message";

export class Sounds {
  /** Browsers keep a page silent until somebody has clicked or typed in it. */
  readonly blocked = signal(true);
  readonly #open: () => AudioContext | null;
  #context: AudioContext | null = null;

  /** `open` answers null where there is no sound at all. */
  constructor(open: () => AudioContext | null) {
    this.#open = open;
  }

  /** To be called in answer to a key or a click; then sounds are heard. Resolves with whether they are. */
  async unlock(): Promise<boolean> {
    this.#context ??= this.#open();
    if (this.#context?.state === "suspended") await this.#context.resume().catch(() => undefined);
    this.blocked.value = this.#context?.state !== "running";
    return !this.blocked.peek();
  }

  /** Plays it at once; `volume` from 0 to 1. Silent while blocked. */
  play(sound: Sound, volume: number): void {
    const context = this.#context;
    if (context?.state !== "running") return;
    for (const note of sound === "ring" ? RING : MESSAGE) {
      strike(context, note, volume);
      strike(context, { ...note, hz: note.hz * OVERTONE.times, seconds: note.seconds / 2 }, volume * OVERTONE.share);
    }
  }
}

function strike(context: AudioContext, { hz, at, seconds }: Note, volume: number): void {
  const begin = context.currentTime + at;
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.frequency.value = hz;
  loudness.gain.setValueAtTime(SILENCE, begin);
  loudness.gain.exponentialRampToValueAtTime(Math.max(SILENCE, volume), begin + ATTACK_SECONDS);
  loudness.gain.exponentialRampToValueAtTime(SILENCE, begin + seconds);
  tone.connect(loudness).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + seconds);
}
