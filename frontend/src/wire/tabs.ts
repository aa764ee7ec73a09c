/** What the tabs of one browser share beside storage. */

export interface TabChannel {
  /** To every other tab, never to this one. */
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): () => void;
  close(): void;
}

/** Runs the work while no other tab runs its own under the same name; without such a lock, at once. */
export type Exclusively = <T>(work: () => Promise<T>) => Promise<T>;

export const noOtherTabs: TabChannel = {
  post: () => undefined,
  listen: () => () => undefined,
  close: () => undefined,
};

export const atOnce: Exclusively = (work) => work();
