import { usePanel } from "../context";
import { type Given, MOST_ANSWER_CHARS, type Question } from "../questions";

interface QuestionsProps {
  questions: readonly Question[];
  given: Given;
  /** The first that must be answered and is not, once somebody tried without. */
  fault: Question | null;
  onGive: (question: Question, answer: string) => void;
}

/** What the site asks before the chat, above the first message. */
export function Questions({ questions, given, fault, onGive }: QuestionsProps) {
  const { say } = usePanel();
  return (
    <div class="questions">
      {questions.map((question) => {
        const { text, choices, required } = question;
        const field = {
          required,
          value: given[text] ?? "",
          "aria-invalid": question === fault,
          "aria-describedby": question === fault ? "question-fault" : undefined,
          onInput: (event: { currentTarget: HTMLInputElement | HTMLSelectElement }) => onGive(question, event.currentTarget.value),
        };
        return (
          <label class="field" key={text}>
            <span dir="auto">
              {text} {!required && <i>{say.optional}</i>}
            </span>
            {choices.length === 0 ? (
              <input type="text" dir="auto" maxLength={MOST_ANSWER_CHARS} {...field} />
            ) : (
              <select dir="auto" {...field}>
                <option value="">{say.choose}</option>
                {choices.map((choice) => (
                  <option key={choice}>{choice}</option>
                ))}
              </select>
            )}
            {question === fault && (
              <b id="question-fault" class="fault" role="alert">
                {say.answerNeeded}
              </b>
            )}
          </label>
        );
      })}
    </div>
  );
}
