/** A titled part of a column that folds, and stays folded on this device. */

import type { ComponentChildren } from "preact";

import { useConsole } from "./context";
import { Icon, type IconName } from "./Icon";

interface Props {
  id: string;
  title: string;
  count?: number;
  icon?: IconName;
  /** Beside the title; shown when folded too. */
  aside?: ComponentChildren;
  /** Never folded: it must not be missed. */
  fixed?: boolean;
  children: ComponentChildren;
}

export function Section({ id, title, count, icon, aside, fixed = false, children }: Props) {
  const { device } = useConsole();
  const folded = !fixed && device.folded(id);
  const words = (
    <>
      {icon && <Icon name={icon} />}
      {title}
      {count !== undefined && <span class="fd-count">{count}</span>}
    </>
  );
  return (
    <section aria-labelledby={id} class="fd-section" data-folded={folded}>
      <header class="fd-section-head">
        <h2 id={id} aria-label={title}>
          {fixed ? (
            words
          ) : (
            <button type="button" class="fd-fold" aria-expanded={!folded} onClick={() => device.fold(id, !folded)}>
              <Icon name="chevron" />
              {words}
            </button>
          )}
        </h2>
        {aside}
      </header>
      {!folded && children}
    </section>
  );
}
