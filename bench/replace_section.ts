/**
 * A page of Markdown with one of its `##` sections made anew; one it does not have goes to the end.
 *
 * @param section Begins with its heading, which says which one it replaces
 */
export function replaceSection(page: string, section: string): string {
  const heading = section.split("\n", 1)[0]!;
  const sections = page.trimEnd().split(/\n(?=## )/).filter((one) => one.split("\n", 1)[0] !== heading);
  return `${[...sections.map((one) => one.trimEnd()), section.trimEnd()].join("\n\n")}\n`;
}
