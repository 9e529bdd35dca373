import { posix } from "node:path";
import { xmlElements } from "../xml/xml_elements.ts";
import type { ZipPackage } from "./zip_package.ts";

const MAX_RELATIONS = 100_000_000;

/** A relationship of a part: the part it refers to, and its role. */
export interface Relation {
  readonly id: string;
  /** The last segment of the type's URI, which is the same in transitional and strict files: `worksheet`. */
  readonly type: string;
  /** The name of a part, without a leading slash. */
  readonly target: string;
}

/**
 * Reads the relationships of a part of an Office file (ECMA-376 part 2, 6.5). External targets are left out.
 *
 * @param of The part's name. Empty for the relationships of the package
 * @throws {ZipError}
 */
export async function readRelations(parts: ZipPackage, of: string): Promise<Relation[]> {
  const folder = posix.dirname(of);
  const entry = parts.find(posix.join(folder, "_rels", `${posix.basename(of)}.rels`));
  if (entry === null) return [];
  const relations: Relation[] = [];
  for (const { path, attributes } of xmlElements(await parts.xml(entry, MAX_RELATIONS))) {
    if (path !== "Relationships/Relationship" || attributes.get("TargetMode") === "External") continue;
    const target = attributes.get("Target") ?? "";
    relations.push({
      id: attributes.get("Id") ?? "",
      type: (attributes.get("Type") ?? "").split("/").at(-1)!,
      target: posix.join(target.startsWith("/") ? "" : folder, target).replace(/^\//, ""),
    });
  }
  return relations;
}
