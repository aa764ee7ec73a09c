/** Who is speaking: how a link authenticates, and what it does when the server no longer agrees. */

import type { Outgoing } from "./carrier";

export interface Credentials {
  /** The first frame of a socket. Rejects with `SignedOut` when the person has to act, with anything else to be tried later. */
  hello(): Promise<Outgoing>;
  /** The headers of a polling exchange. Rejects as `hello` does. */
  headers(): Promise<Record<string, string>>;
  /** The server closed with 4401 or 4403. True: come back, `hello` has something new to say; false: it is over. */
  renew(code: 4401 | 4403): Promise<boolean>;
  /** The server accepted them. */
  accepted(): void;
}
