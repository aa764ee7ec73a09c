/** The pages of the site that the customer has looked at, the latest first. */

import { useState } from "preact/hooks";

import type { CustomerDetails } from "../../../protocol";
import { safeUrl } from "../../places";
import { clockTime, fullTime, pageName } from "../../words";
import { useConsole } from "../context";
import { Section } from "../Section";

const FEW = 4;

export function Pages({ details: { pages, referrer } }: { details: CustomerDetails }) {
  const { say, language } = useConsole();
  const [all, setAll] = useState(false);
  const latest = [...pages].reverse();
  const from = safeUrl(referrer);
  return (
    <Section id="fd-aside-pages" title={say.pages} count={pages.length}>
      <ol class="fd-trail">
        {(all ? latest : latest.slice(0, FEW)).map((page, index) => {
          const at = Date.parse(page.at);
          const href = safeUrl(page.url);
          return (
            <li key={`${page.at} ${page.url}`} data-here={index === 0}>
              <span class="fd-trail-page">
                {href === null ? (
                  pageName(page)
                ) : (
                  <a href={href} title={page.url} target="_blank" rel="noopener noreferrer">
                    {pageName(page)}
                  </a>
                )}
                {index === 0 && <span class="fd-here">{say.hereNow}</span>}
              </span>
              <time dateTime={page.at} title={fullTime(at, language)}>
                {clockTime(at, language)}
              </time>
            </li>
          );
        })}
      </ol>
      {latest.length > FEW && !all && (
        <button type="button" class="fd-link-button fd-aside-link" onClick={() => setAll(true)}>
          {say.showAll(latest.length)}
        </button>
      )}
      {from !== null && <p class="fd-aside-quiet">{say.cameFrom(new URL(from).host)}</p>}
    </Section>
  );
}
