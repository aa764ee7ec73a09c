/** A customer as every list names them: circle, name, marks. */

import type { CustomerCard } from "../../protocol";
import { customerName, initials } from "../words";
import { useConsole } from "./context";
import { Icon } from "./Icon";

export function Name({ customer, heading = false }: { customer: CustomerCard; heading?: boolean }) {
  const { say } = useConsole();
  const Words = heading ? "h2" : "span";
  return (
    <span class="fd-name">
      <Words class="fd-name-words">{customerName(customer, say)}</Words>
      <Marks customer={customer} />
    </span>
  );
}

/** Verified, VIP. */
export function Marks({ customer }: { customer: CustomerCard }) {
  const { say } = useConsole();
  return (
    <>
      {customer.verified && (
        <span class="fd-verified" title={say.verified}>
          <Icon name="verified" />
          <span class="fd-hidden">{say.verified}</span>
        </span>
      )}
      {(customer.priority ?? 0) > 0 && (
        <span class="fd-vip" title={say.vipText}>
          {say.vip}
        </span>
      )}
    </>
  );
}

export function Avatar({ customer }: { customer: CustomerCard }) {
  const named = customer.name || customer.email;
  return (
    <span class="fd-avatar" data-hue={named ? hueOf(customer.id) : "none"} aria-hidden="true">
      {named ? initials(named) : <Icon name="person" />}
    </span>
  );
}

const HUES = 8;

/** The same for one person on every page and device. The end of an id is random, its beginning is a time. */
const hueOf = (id: string): number => parseInt(id.slice(-4), 16) % HUES || 0;
