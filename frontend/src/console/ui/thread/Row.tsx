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

export class Row extends Component<Props, { pointed: boolean }> {
  override state = { pointed: false };

  override shouldComponentUpdate(next: Props, { pointed }: { pointed: boolean }): boolean {
    const { line, index, count, current, found } = this.props;
    return line !== next.line || index !== next.index || count !== next.count || current !== next.current || found !== next.found || pointed !== this.state.pointed;
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
        onPointerEnter={() => this.setState({ pointed: true })}
        onPointerLeave={() => this.setState({ pointed: false })}
      >
        <Content line={line} current={current} pointed={this.state.pointed} />
      </li>
    );
  }
}

function Content({ line, current, pointed }: { line: Line; current: boolean; pointed: boolean }) {
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
      return <Message line={line} current={current} tools={current || pointed} />;
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
