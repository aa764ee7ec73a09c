/** The right column's answer to "why this agent, why still waiting?": every decision, and who was passed over. */

import { useEffect } from "preact/hooks";

import type { ChatSessionCard, PassedOver, TraceStep } from "../../../protocol";
import { clockTime, fullTime } from "../../words";
import { useConsole } from "../context";
import { withKey } from "../hints";
import { Icon } from "../Icon";

const MOST_NAMES = 6;

export function WhyPanel({ card, onClose }: { card: ChatSessionCard; onClose: () => void }) {
  const { desk, aside, say } = useConsole();
  useEffect(() => {
    desk.trace.watch(card.id);
    return () => desk.trace.stop();
  }, [desk, card.id]);
  const watched = desk.trace.watched.value;
  const trace = watched?.trace ?? null;
  const stillWaiting = trace?.still_waiting ?? null;

  return (
    <aside class="fd-details fd-why" aria-label={say.whyTitle}>
      <header class="fd-details-head">
        <button type="button" class="fd-icon-button" aria-label={say.details} title={withKey(say.details, "details")} onClick={() => (aside.value = "details")}>
          <Icon name="back" />
        </button>
        <h2>{say.whyTitle}</h2>
        <button type="button" class="fd-icon-button" aria-label={say.hideWhy} title={say.hideWhy} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {watched?.failed === true && <p class="fd-why-failed">{say.whyFailed}</p>}
      {trace === null && watched?.failed !== true && <p class="fd-why-quiet">{say.loading}</p>}
      {stillWaiting !== null && (
        <section class="fd-why-now" aria-label={say.whyWaiting}>
          <h3>{say.whyWaiting}</h3>
          {stillWaiting.length > 0 ? <Reasons passedOver={stillWaiting} /> : <p class="fd-why-quiet">{say.whyNobody}</p>}
        </section>
      )}
      {trace !== null && (
        <section aria-label={say.whySteps}>
          <h3>{say.whySteps}</h3>
          {trace.steps.length === 0 && <p class="fd-why-quiet">{say.whyNothing}</p>}
          <ol class="fd-steps">
            {[...trace.steps].reverse().map((step, index) => (
              <Step key={trace.steps.length - index} step={step} />
            ))}
          </ol>
        </section>
      )}
    </aside>
  );
}

function Step({ step }: { step: TraceStep }) {
  const { say, language } = useConsole();
  const at = Date.parse(step.at);
  return (
    <li class="fd-step">
      <p class="fd-step-head">
        <time dateTime={step.at} title={fullTime(at, language)}>
          {clockTime(at, language)}
        </time>
        {[step.group, step.by !== null && say.decidedBy(step.by)].filter(Boolean).join(" · ")}
      </p>
      <p class="fd-step-text">{step.text}</p>
      {step.passed_over.length > 0 && (
        <div class="fd-step-passed">
          <h4>{say.passedOver}</h4>
          <Reasons passedOver={step.passed_over} />
        </div>
      )}
    </li>
  );
}

function Reasons({ passedOver }: { passedOver: readonly PassedOver[] }) {
  const { say } = useConsole();
  return (
    <ul class="fd-reasons">
      {passedOver.map(({ code, text, agents }) => (
        <li key={`${code} ${text}`}>
          <strong>{text}</strong>
          {agents.length > 0 && (
            <span>
              {agents.slice(0, MOST_NAMES).join(", ")}
              {agents.length > MOST_NAMES && ` ${say.andMore(agents.length - MOST_NAMES)}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
