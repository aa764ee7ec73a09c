import { partsOf } from "../../../shared/links";
import { clockTime, fullTime } from "../../../shared/times";
import { usePanel } from "../context";
import type { MessageLine, Quote } from "../lines";
import { Icon } from "./Icon";

export function Message({ line, tells, waits }: { line: MessageLine; tells: boolean; waits: boolean }) {
  const { language, say } = usePanel();
  const classes = ["message", line.mine ? "mine" : "theirs", line.first && "first", line.last && "last", line.delivery, line.amended];
  return (
    <article class={classes.filter(Boolean).join(" ")} data-client-id={line.key}>
      {line.first && !line.mine && <p class="name">{line.name}</p>}
      <div class="bubble" dir="auto">
        {line.quote && <Quoted quote={line.quote} />}
        {line.amended === "recalled" && say.recalled}
        {partsOf(line.text).map((part, i) =>
          part.kind === "text" ? (
            part.text
          ) : (
            <a key={i} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              {part.text}
            </a>
          ),
        )}
        {line.amended === "edited" && <small> {say.edited}</small>}
      </div>
      {(line.last || tells) && (
        <p class="under">
          {line.delivery === "failed" ? (
            <Failed line={line} />
          ) : (
            <>
              <time dateTime={new Date(line.atMs).toISOString()} title={fullTime(line.atMs, language)}>
                {clockTime(line.atMs, language)}
              </time>
              {tells && line.delivery !== null && <Delivered line={line} waits={waits} />}
            </>
          )}
        </p>
      )}
    </article>
  );
}

function Quoted({ quote }: { quote: Quote }) {
  const { say } = usePanel();
  return (
    <blockquote dir="auto">
      <b>{quote.mine ? say.you : quote.name}</b> {quote.recalled ? say.recalled : quote.text}
    </blockquote>
  );
}

function Delivered({ line, waits }: { line: MessageLine; waits: boolean }) {
  const { say } = usePanel();
  if (line.delivery === "sending") return <span class="delivery">{waits ? say.waitingForNetwork : say.sending}</span>;
  return (
    <span class="delivery">
      <Icon name="check" />
      {line.delivery === "seen" ? say.seen : say.sent}
    </span>
  );
}

function Failed({ line }: { line: MessageLine }) {
  const { say, desk } = usePanel();
  const why = line.failed === null ? undefined : say.refusals[line.failed];
  return (
    <>
      <span class="why">
        <Icon name="alert" />
        {say.notSent} {why}
      </span>
      <button type="button" class="link" onClick={() => desk.retry(line.key)}>
        {say.retry}
      </button>
      <button type="button" class="link" onClick={() => desk.discard(line.key)}>
        {say.discard}
      </button>
    </>
  );
}
