import { strictEqual } from "node:assert/strict";
import { replaceSection } from "../../bench/replace_section.ts";

Deno.test("replaceSection() adds a section at the end, and makes it anew in its place at the end", () => {
  const page = "# Page\n\nText.\n\n## One\n\n1\n\n### Part of one\n\n1b\n";
  const added = replaceSection(page, "## Two\n\n2\n");
  strictEqual(added, `${page}\n## Two\n\n2\n`);
  strictEqual(replaceSection(added, "## Two\n\n3\n"), `${page}\n## Two\n\n3\n`);
  strictEqual(replaceSection(added, "## One\n\n4\n"), "# Page\n\nText.\n\n## Two\n\n2\n\n## One\n\n4\n");
});
