import { MARKINGS, SYNTHETIC_NOTICE } from "../base/marking.ts";
import type { AudienceWarehouse } from "../export/audience_warehouse.ts";
import { readCatalogue } from "../sql/catalogue.ts";
import { readDefinitions } from "../warehouse/definitions.ts";
import { openReadOnly } from "../db/open_warehouse.ts";
import { queryHeader } from "../warehouse/query_header.ts";
import type { Contents, ListedQuery } from "./contents.ts";
import { readChoices } from "./read_choices.ts";

/**
 * What the workbench shows before its engine has started: the audience's queries with their headers, and the names a
 * query can be completed with.
 *
 * @param path The audience's warehouse, as {@linkcode AudienceWarehouse} describes it
 */
export async function readContents(path: string, copy: AudienceWarehouse): Promise<Contents> {
  using warehouse = await openReadOnly(path);
  const { relations, functions, keywords } = await readCatalogue(warehouse.connection);
  const groups = new Map(
    (await readDefinitions()).filter((one) => one.kind === "query").map((one) => [one.name, one.place.split("/")[1]!]),
  );
  const { label, statement } = MARKINGS[copy.audience];
  return {
    audience: copy.audience,
    label,
    statement,
    syntheticNotice: copy.isSynthetic ? SYNTHETIC_NOTICE : null,
    choices: await readChoices(warehouse.connection),
    queries: copy.relations.filter((relation) => relation.schema === "main").map((relation): ListedQuery => {
      const { grain, units, source, release } = queryHeader(relation.sql!);
      return {
        name: relation.name,
        group: groups.get(relation.name) ?? "generated",
        classification: relation.classification,
        grain,
        units,
        source,
        release,
        about: aboutOf(relation.sql!),
        columns: relation.columns.map((column) => column.name),
        sql: relation.sql!,
      };
    }).sort((one, other) => one.name < other.name ? -1 : 1),
    withheld: copy.withheld.toSorted((one, other) => one.name < other.name ? -1 : 1),
    relations: Object.fromEntries(relations),
    functions,
    keywords,
  };
}

/** The comment lines before the header's first field. */
function aboutOf(sql: string): string {
  const lines = sql.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith("--") || /^--\s*[a-z]+\s*:/.test(line));
  return lines.slice(0, end).map((line) => line.slice(2).trim()).join(" ");
}
