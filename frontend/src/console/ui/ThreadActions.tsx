/** What can be done with the chat session on screen: the one or two usual things as buttons, the rest in a menu. */

import type { ChatSessionCard } from "../../protocol";
import { type Action, actionsFor } from "../actions";
import type { Strings } from "../i18n";
import { perform } from "./commands";
import { useConsole } from "./context";
import { printWhole } from "./thread/whole";
import { keyHint, withKey } from "./hints";
import { Icon } from "./Icon";
import { Menu, type MenuItem } from "./Menu";

type Offered = Exclude<Action, "write" | "take">;

const ORDER: readonly Offered[] = ["transfer", "take_over", "assign", "leave", "invite", "requeue", "close"];
const BUTTONS: ReadonlySet<Action> = new Set<Action>(["transfer", "take_over", "leave", "close"]);
/** A colleague's chat is not closed in passing: only from the menu. */
const MENU_ONLY_OF_OTHERS: Offered = "close";
const hintOf = (action: Offered): string | undefined => (action === "leave" ? undefined : keyHint(action));

const label = (action: Offered, say: Strings): string => (action === "take_over" ? say.takeOver : say[action]);

export function ThreadActions({ card }: { card: ChatSessionCard }) {
  const surroundings = useConsole();
  const { desk, aside, say } = surroundings;
  const possible = actionsFor(card, desk.workspace.value);
  const offered = ORDER.filter((action) => possible.has(action));
  const isButton = (action: Offered) => BUTTONS.has(action) && (possible.has("write") || action !== MENU_ONLY_OF_OTHERS);
  const items: MenuItem[] = offered.map((action) => ({
    key: action,
    label: label(action, say),
    hint: hintOf(action),
    danger: action === "close",
    narrowOnly: isButton(action),
    onChoose: () => perform(action, card, surroundings),
  }));
  items.push({ key: "print", label: say.printThread, hint: keyHint("print"), onChoose: () => void printWhole() });
  const onlyNarrow = items.every((item) => item.narrowOnly);

  return (
    <div class="fd-thread-actions">
      {offered.filter(isButton).map((action) => (
        <button
          key={action}
          type="button"
          class="fd-button fd-quiet fd-wide-only"
          title={hintOf(action)}
          onClick={() => perform(action, card, surroundings)}
        >
          {label(action, say)}
        </button>
      ))}
      {items.length > 0 && (
        <span class={onlyNarrow ? "fd-narrow-only" : undefined}>
          <Menu label={say.actions} button={<Icon name="more" />} buttonClass="fd-icon-button" items={items} />
        </span>
      )}
      <button
        type="button"
        class="fd-icon-button"
        aria-label={say.why}
        title={withKey(say.why, "why")}
        aria-expanded={aside.value === "why"}
        onClick={() => (aside.value = aside.value === "why" ? null : "why")}
      >
        <Icon name="question" />
      </button>
      <button
        type="button"
        class="fd-icon-button"
        aria-label={say.details}
        title={withKey(say.details, "details")}
        aria-expanded={aside.value === "details"}
        onClick={() => (aside.value = aside.value === "details" ? null : "details")}
      >
        <Icon name="person" />
      </button>
    </div>
  );
}
