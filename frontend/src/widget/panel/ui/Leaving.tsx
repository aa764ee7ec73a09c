import { type EmailFault, MOST_EMAIL_CHARS, MOST_NAME_CHARS } from "../contact";
import { usePanel } from "../context";
import type { Away } from "../reception";
import { awayWords } from "../words";
import { Icon } from "./Icon";
import type { Writing } from "./writing";

export function WhyAway({ away }: { away: Away }) {
  const { say, language } = usePanel();
  return (
    <div class="why-away">
      <Icon name="clock" />
      <p>
        <strong>{awayWords(away, { say, language, nowMs: Date.now() })}</strong>
        <br />
        {say.leaveText}
      </p>
    </div>
  );
}

interface ContactProps {
  writing: Writing;
  known: boolean;
  fault: EmailFault | null;
  onFixed: () => void;
}

/** Who left the message and where to reach them, below the message itself. */
export function Contact({ writing: { name, email, change }, known, fault, onFixed }: ContactProps) {
  const { say } = usePanel();
  return (
    <>
      {!known && (
        <label class="field">
          <span>
            {say.name} <i>{say.optional}</i>
          </span>
          <input
            type="text"
            dir="auto"
            autocomplete="name"
            maxLength={MOST_NAME_CHARS}
            value={name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        </label>
      )}
      <label class="field">
        <span>
          {say.email} {known && <i>{say.optional}</i>}
        </span>
        <input
          type="email"
          autocomplete="email"
          required={!known}
          maxLength={MOST_EMAIL_CHARS}
          value={email}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : "email-fault"}
          onInput={(event) => {
            change({ email: event.currentTarget.value });
            onFixed();
          }}
        />
      </label>
      {fault !== null && (
        <p id="email-fault" class="fault" role="alert">
          {say[fault]}
        </p>
      )}
      <button type="submit" class="primary">
        {say.leave}
      </button>
    </>
  );
}
