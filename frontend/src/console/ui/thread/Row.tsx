/** One row of the thread, drawn anew only when what it says has changed. */

import { Component } from "preact";

import type { EventLine, Line } from "../../lines";
import { dayName, eventWords } from "../../words";
import { useConsole } from "../context";
import { useThread } from "./context";
import { Message } from "./Message";
import { Time } from "./Time";

interface Props {
  line: Line;
  index: number;
  count: number;
  current: boolean;
  /** It was looked for, and is pointed out for a moment. */
  found: boolean;
}

export class Row extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { line, index, count, current, found } = this.props;
    return index !== next.index || count !== next.count || current !== next.current || found !== next.found || !isSame(line, next.line);
  }

  override render({ line, index, count, current, found }: Props) {
    return (
      <li
        class={`fd-line fd-line-${line.kind}`}
        data-key={line.key}
        data-found={found || undefined}
        aria-setsize={count}
        aria-posinset={index + 1}
        tabIndex={line.kind === "message" ? (current ? 0 : -1) : undefined}
      >
        <Content line={line} current={current} />
      </li>
    );
  }
}

function Content({ line, current }: { line: Line; current: boolean }) {
  const { say, language } = useConsole();
  switch (line.kind) {
    case "day":
      return (
        <p class="fd-day">
          <span>{dayName(line.atMs, Date.now(), language, say)}</span>
        </p>
      );
    case "unread":
      return (
        <p class="fd-unread">
          <span>{say.newMessages(line.count)}</span>
        </p>
      );
    case "event":
      return <EventWords line={line} />;
    case "message":
      return <Message line={line} current={current} />;
  }
}

function EventWords({ line }: { line: EventLine }) {
  const { say, language } = useConsole();
  const { me } = useThread();
  return (
    <p class="fd-event">
      {eventWords(line, me, say, language)} · <Time atMs={line.atMs} />
    </p>
  );
}

/** Whether two lines say the same. What is quoted is a value of its own. */
function isSame(a: Line, b: Line): boolean {
  const [before, after] = [Object.entries(a), b];
  return a.kind === b.kind && before.every(([key, value]) => value === after[key] || (key === "quoted" && JSON.stringify(value) === JSON.stringify(after[key])));
}
