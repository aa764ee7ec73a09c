/** Who it is: name, marks, where they are and what they look with, and what the site says of them. */

import type { ChatSessionCard, CustomerDetails } from "../../../protocol";
import { deviceName, languageName, localTime } from "../../places";
import { customerName, fullTime } from "../../words";
import { useConsole } from "../context";
import { Avatar, Marks } from "../Name";
import { useNow } from "../now";
import { type Fact, FactList } from "./FactList";

export function Person({ card, details }: { card: ChatSessionCard; details: CustomerDetails | null }) {
  const { say, language } = useConsole();
  const { customer, site } = card;
  const facts: Fact[] = [{ name: say.site, value: site }];
  if (details) {
    const { device, first_seen_at: firstSeen, external_id: externalId } = details;
    if (device.time_zone) facts.push({ name: say.localTime, value: <LocalTime zone={device.time_zone} /> });
    if (device.language) facts.push({ name: say.speaks, value: languageName(device.language, language) });
    if (deviceName(device)) facts.push({ name: say.device, value: deviceName(device), title: device.screen });
    facts.push({ name: say.firstSeen, value: fullTime(Date.parse(firstSeen), language) });
    if (externalId) facts.push({ name: say.externalId, value: externalId });
  }
  return (
    <div class="fd-person">
      <div class="fd-person-who">
        <Avatar customer={customer} />
        <div>
          <p class="fd-person-name">
            <span>{customerName(customer, say)}</span>
            <Marks customer={customer} />
          </p>
          {customer.email && <a href={`mailto:${encodeURIComponent(customer.email)}`}>{customer.email}</a>}
          <p class="fd-person-mark">{customer.verified ? say.verifiedYes : say.verifiedNo}</p>
        </div>
      </div>
      <FactList facts={facts} />
      {details !== null && details.attributes.length > 0 && (
        <div class="fd-attributes">
          <FactList facts={details.attributes} />
        </div>
      )}
    </div>
  );
}

/** Drawn anew by the second, and nothing around it. */
function LocalTime({ zone }: { zone: string }) {
  const { say, language } = useConsole();
  const local = localTime(useNow(), zone, language);
  return <>{local ? say.timeThere(local.time, local.city) : zone}</>;
}
