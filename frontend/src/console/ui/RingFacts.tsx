/** What is known of whoever rings, beside their name: group, wait, page, earlier chats, and what they answered before. */

import type { ComponentChildren } from "preact";

import type { OfferCard } from "../../protocol";
import { running } from "../waits";
import { pageName } from "../words";
import { useConsole } from "./context";
import { Icon, type IconName } from "./Icon";
import { useServerNow } from "./now";

export function RingFacts({ offer }: { offer: OfferCard }) {
  const { say } = useConsole();
  const { page, answers } = offer;
  return (
    <dl class="fd-facts">
      <Fact icon="group" name={say.group}>
        <GroupName offer={offer} />
      </Fact>
      <Fact icon="clock" name={say.factWait}>
        <Waited offer={offer} />
      </Fact>
      <Fact icon="page" name={say.factPage}>
        {page === null ? <span class="fd-unknown">{say.pageUnknown}</span> : <span title={page.url}>{pageName(page)}</span>}
      </Fact>
      <Fact icon="history" name={say.factEarlier}>
        {say.earlier(offer.earlier_chat_sessions)}
      </Fact>
      {answers.map(({ question, answer }) => (
        <Fact key={question} icon="answer" name={question} shown>
          {answer}
        </Fact>
      ))}
    </dl>
  );
}

/** Group and wait, in one line. */
export function ShortFacts({ offer }: { offer: OfferCard }) {
  return (
    <p class="fd-ring-facts">
      <GroupName offer={offer} />
      {" · "}
      <Waited offer={offer} />
    </p>
  );
}

interface FactProps {
  icon: IconName;
  name: string;
  /** The icon does not say what the name does. */
  shown?: boolean;
  children: ComponentChildren;
}

const Fact = ({ icon, name, shown = false, children }: FactProps) => (
  <div class="fd-fact" title={shown ? undefined : name}>
    <Icon name={icon} />
    <dt class={shown ? undefined : "fd-hidden"} dir="auto">
      {name}
    </dt>
    <dd dir="auto">{children}</dd>
  </div>
);

function GroupName({ offer: { chat_session: session } }: { offer: OfferCard }) {
  const { desk } = useConsole();
  const group = session.group === null ? undefined : desk.workspace.value.groups.get(session.group)?.name;
  return <>{group ?? session.site}</>;
}

function Waited({ offer }: { offer: OfferCard }) {
  const { say } = useConsole();
  return <>{say.waitingFor(running(useServerNow() - Date.parse(offer.chat_session.waiting_since), say))}</>;
}
