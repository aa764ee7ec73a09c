/** The server's clock as seen from this device, whose own may be wrong. */

export class ServerTime {
  /** How far the server's clock is ahead; 0 until a frame told. */
  #aheadMs: number | null = null;

  /** A frame that was sent just when it was stored came now. The one that came fastest is the nearest to the truth. */
  hear(at: string, nowMs: number): void {
    const aheadMs = Date.parse(at) - nowMs;
    if (this.#aheadMs === null || aheadMs > this.#aheadMs) this.#aheadMs = aheadMs;
  }

  /** A moment of the server's, in milliseconds of this device's clock. */
  here(at: string): number {
    return Date.parse(at) - (this.#aheadMs ?? 0);
  }
}
