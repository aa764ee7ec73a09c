/**
 * The language of a staff page, for its dates: "en" in the reader's own region, such as en-GB, if their browser speaks
 * it. A page whose language says more than that keeps what it says.
 */
export function pageLanguage(page: string, spoken: readonly string[]): string {
  if (page.includes("-")) return page;
  return spoken.find((tag) => tag.toLowerCase().split("-")[0] === page) ?? (page || "en");
}
