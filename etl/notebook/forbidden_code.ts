import { join, resolve } from "node:path";
import { PROJECT } from "../warehouse/definitions.ts";
import type { NotebookCell } from "./notebook_file.ts";

/** Something in a cell that only a notebook for the Red audience may do. */
export interface ForbiddenCode {
  /** Counted from 1 among all cells. */
  readonly cell: number;
  /** Follows "cell 3": what it does and what to do instead, without a final period. */
  readonly what: string;
  /** The module it imports, if it is an import. */
  readonly from?: string;
  /** It is a slip of the pen: nobody can tell what the cell does. */
  readonly isSyntax?: boolean;
}

const API = resolve(join(PROJECT, "etl/notebook/notebook_api.ts"));

/** What every cell may use of the language's own library, and which members; `true`: it is also a plain function. */
const GLOBALS: Readonly<Record<string, { readonly isValue: boolean; readonly members: readonly string[] }>> = {
  Array: { isValue: false, members: ["from", "isArray", "of"] },
  BigInt: { isValue: true, members: [] },
  Boolean: { isValue: true, members: [] },
  Date: { isValue: false, members: ["UTC", "parse"] },
  Error: { isValue: false, members: [] },
  Infinity: { isValue: true, members: [] },
  Intl: { isValue: false, members: ["Collator", "DateTimeFormat", "ListFormat", "NumberFormat", "PluralRules"] },
  JSON: { isValue: false, members: ["parse", "stringify"] },
  Map: { isValue: false, members: ["groupBy"] },
  Math: {
    isValue: false,
    members: Object.getOwnPropertyNames(Math),
  },
  NaN: { isValue: true, members: [] },
  Number: {
    isValue: true,
    members: Object.getOwnPropertyNames(Number).filter((name) => name !== "prototype"),
  },
  Object: { isValue: false, members: ["entries", "fromEntries", "groupBy", "keys", "values"] },
  Promise: { isValue: false, members: ["all", "allSettled", "any", "race", "reject", "resolve"] },
  RangeError: { isValue: false, members: [] },
  RegExp: { isValue: false, members: [] },
  Set: { isValue: false, members: [] },
  String: { isValue: true, members: ["fromCharCode", "fromCodePoint", "raw"] },
  TypeError: { isValue: false, members: [] },
  console: { isValue: false, members: ["debug", "error", "info", "log", "table", "warn"] },
  isFinite: { isValue: true, members: [] },
  isNaN: { isValue: true, members: [] },
  parseFloat: { isValue: true, members: [] },
  parseInt: { isValue: true, members: [] },
  structuredClone: { isValue: true, members: [] },
  undefined: { isValue: true, members: [] },
};

/** Ways from any value to the functions that compile text, and to what all objects share. */
const MEMBERS = new Set(
  ("constructor __proto__ prototype caller callee arguments __defineGetter__ __defineSetter__ __lookupGetter__ " +
    "__lookupSetter__").split(" "),
);

/** Names of the kernel that this process does not have. */
const KERNEL_NAMES = new Set("require module exports __filename __dirname arguments eval _ _error".split(" "));

/** The syntax a cell may have, but for identifiers, members and what declares or imports. */
const SYNTAX = new Set(
  ("File Program Directive DirectiveLiteral ExpressionStatement EmptyStatement BlockStatement ReturnStatement IfStatement " +
    "ForStatement ForInStatement ForOfStatement WhileStatement DoWhileStatement BreakStatement ContinueStatement " +
    "SwitchStatement SwitchCase ThrowStatement TryStatement CatchClause VariableDeclaration VariableDeclarator " +
    "FunctionDeclaration FunctionExpression ArrowFunctionExpression StringLiteral NumericLiteral BigIntLiteral " +
    "BooleanLiteral NullLiteral RegExpLiteral TemplateLiteral TemplateElement TaggedTemplateExpression ArrayExpression " +
    "ObjectExpression ObjectProperty ObjectMethod SpreadElement RestElement AssignmentPattern ArrayPattern ObjectPattern " +
    "UnaryExpression UpdateExpression BinaryExpression LogicalExpression ConditionalExpression AssignmentExpression " +
    "SequenceExpression CallExpression OptionalCallExpression NewExpression AwaitExpression YieldExpression " +
    "TSAsExpression TSSatisfiesExpression TSNonNullExpression").split(" "),
);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/**
 * Finds code that a notebook for an audience below Red may not have. Such a notebook may use the notebook API and its
 * results, its own names, and the part of the JavaScript library that only computes. All other code is forbidden,
 * harmful or not. The parsed code decides, not the text.
 *
 * A member with a computed name, such as `row[name]`, is forbidden, because the name can be `constructor`. A number is
 * allowed. Code that does not parse is found too, with `isSyntax`: the kernel's parser can read it in another way.
 *
 * @param folder The notebook's, which relative imports start from
 * @returns In the order of the cells
 *
 * @example
 * ```ts
 * import { forbiddenCode } from "./forbidden_code.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const cell = (source: string) => ({ id: "a", kind: "code", source, tags: [], metadata: {} } as const);
 * const api = 'import { rows } from "../etl/notebook/notebook_api.ts";';
 * deepStrictEqual(await forbiddenCode([cell(api), cell('(await rows("from a"))[0].b')], "notebooks"), []);
 * const [found] = await forbiddenCode([cell("Deno.env")], "notebooks");
 * deepStrictEqual(found?.what, "uses `Deno`, which is not of the notebook API: only a notebook for the Red audience may");
 * ```
 */
export async function forbiddenCode(cells: readonly NotebookCell[], folder: string): Promise<ForbiddenCode[]> {
  const { parse } = await import("@babel/parser");
  const trees: { cell: number; tree: Node }[] = [];
  const found: ForbiddenCode[] = [];
  for (const [index, { kind, source }] of cells.entries()) {
    if (kind !== "code") continue;
    const cell = index + 1;
    // A comment to the kernel, which runs scripts, but not to a module.
    if (/<!--|-->/.test(source)) {
      found.push({ cell, what: "holds `<!--` or `-->`, which is a comment in some places only: write it another way" });
      continue;
    }
    try {
      const tree = parse(source, {
        sourceType: "module",
        allowAwaitOutsideFunction: true,
        allowUndeclaredExports: true,
        plugins: ["typescript"],
      });
      trees.push({ cell, tree: tree.program as unknown as Node });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      found.push({ cell, what: `does not parse (${error.message}): correct it`, isSyntax: true });
    }
  }
  const own = trees.map(({ tree }) => declaredIn(tree));
  const declared = new Set(own.flatMap((names) => [...names]));
  for (const [index, { cell, tree }] of trees.entries()) {
    const look = new Look(declared, folder);
    for (const name of own[index]!) look.declare(name);
    look.visit(tree);
    const said = new Set<string>();
    for (const one of look.found) {
      if (!said.has(one.what)) found.push({ cell, ...one });
      said.add(one.what);
    }
  }
  return found.sort((one, other) => one.cell - other.cell);
}

/** The names that code declares with values; not types, which are gone when it runs. */
function declaredIn(node: Node): Set<string> {
  const bound = [
    ...node.type === "VariableDeclarator" || /^Function/.test(node.type) ? [node.id] : [],
    ...node.type === "CatchClause" ? [node.param] : [],
    ...Array.isArray(node.params) ? node.params : [],
    ...IMPORTED.test(node.type) && node.importKind !== "type" ? [node.local] : [],
  ];
  return new Set([
    ...bound.flatMap(boundNames),
    ...[...childrenOf(node)].flatMap((child) => [...declaredIn(child)]),
  ]);
}

const IMPORTED = /^Import(?:Default|Namespace)?Specifier$/;

function boundNames(target: unknown): string[] {
  if (!isNode(target)) return [];
  switch (target.type) {
    case "Identifier":
      return [String(target.name)];
    case "AssignmentPattern":
      return boundNames(target.left);
    case "RestElement":
      return boundNames(target.argument);
    case "ArrayPattern":
      return (target.elements as unknown[]).flatMap(boundNames);
    case "ObjectPattern":
      return (target.properties as Node[]).flatMap((one) => boundNames(one.type === "RestElement" ? one : one.value));
    default:
      return [];
  }
}

/** Looks through the code of a cell. */
class Look {
  readonly found: Omit<ForbiddenCode, "cell">[] = [];
  readonly #declared: ReadonlySet<string>;
  readonly #folder: string;

  constructor(declared: ReadonlySet<string>, folder: string) {
    this.#declared = declared;
    this.#folder = folder;
  }

  visit(node: Node): void {
    switch (node.type) {
      case "ImportDeclaration":
        return this.#import(node.source as Node, node);
      case "Identifier":
        return this.#name(String(node.name), GLOBALS[String(node.name)]?.isValue === true);
      case "MemberExpression":
      case "OptionalMemberExpression":
        return this.#member(node);
      case "CallExpression":
        if (isNode(node.callee) && node.callee.type === "Import") {
          return this.#import((node.arguments as Node[])[0], node);
        }
        break;
      case "NewExpression": {
        const callee = node.callee as Node;
        const name = callee.type === "Identifier" ? String(callee.name) : "";
        if (!Object.hasOwn(GLOBALS, name)) this.visit(callee);
        for (const one of node.arguments as Node[]) this.visit(one);
        return;
      }
      case "ObjectProperty":
      case "ObjectMethod":
        this.#key(node);
        break;
      case "ObjectPattern":
        this.#pattern(node);
        break;
      case "BinaryExpression": {
        const { operator, right } = node;
        const isKind = operator === "instanceof" && isNode(right) && right.type === "Identifier";
        if (!isKind || !Object.hasOwn(GLOBALS, String(right.name))) break;
        return this.visit(node.left as Node);
      }
      case "AssignmentExpression":
        this.#target(node.left);
        break;
      case "UpdateExpression":
        this.#target(node.argument);
        break;
      case "ForInStatement":
      case "ForOfStatement":
        this.#target(node.left);
        break;
      case "UnaryExpression":
        if (node.operator === "delete") this.#target(node.argument);
        break;
      default:
        if (isErased(node)) return;
    }
    if (!SYNTAX.has(node.type) || node.declare === true) return this.#refuse(`uses ${words(node.type)}`);
    if (/^(?:Arrow)?Function/.test(node.type) && isNode(node.typeParameters)) this.#refuse("uses a generic function");
    for (const child of childrenOf(node)) {
      // The name of a property is not a name of the code's own.
      const isKey = (node.type === "ObjectProperty" || node.type === "ObjectMethod") && child === node.key;
      if (isKey && node.computed !== true) continue;
      this.visit(child);
    }
  }

  #import(source: unknown, node: Node): void {
    const from = isNode(source) && source.type === "StringLiteral" ? String(source.value) : null;
    const arguments_ = Array.isArray(node.arguments) ? node.arguments.length : 1;
    const attributes = Array.isArray(node.attributes) ? node.attributes.length : 0;
    const isApi = from !== null && /^\.\.?\/[\w./-]+$/.test(from) && resolve(this.#folder, from) === API;
    if (isApi && arguments_ === 1 && attributes === 0 && node.phase == null) return;
    if (from === null) return this.#refuse("imports a module whose name only the run knows");
    this.found.push({
      what: `imports "${from}": a notebook below Red may import ../etl/notebook/notebook_api.ts alone`,
      from,
    });
  }

  /** A name in the place of a value. */
  #name(name: string, isAllowed: boolean): void {
    if (isAllowed || this.#declared.has(name) && !isKernels(name)) return;
    if (Object.hasOwn(GLOBALS, name)) return this.#refuse(`uses \`${name}\` other than by its members`);
    this.#refuse(`uses \`${name}\`, which is not of the notebook API`);
  }

  /** A name of the code's own must not be one of the kernel's, which would be meant where the declaration does not reach. */
  declare(name: string): void {
    if (isKernels(name) || Object.hasOwn(GLOBALS, name)) {
      this.#refuse(`declares \`${name}\`, which is a name of the kernel`);
    }
  }

  #member(node: Node): void {
    const object = node.object as Node;
    const key = keyOf(node.property as Node, node.computed === true);
    if (key === null) {
      this.#refuse("takes a member by a name that only the run knows (write the name, a number, or `.at(index)`)");
      this.visit(node.property as Node);
    } else if (typeof key === "string" && MEMBERS.has(key)) this.#refuse(`uses \`.${key}\``);
    else if (node.computed === true) this.visit(node.property as Node);
    const name = object.type === "Identifier" ? String(object.name) : "";
    const library = Object.hasOwn(GLOBALS, name) ? GLOBALS[name]! : null;
    if (library === null || this.#declared.has(name)) return this.visit(object);
    if (typeof key === "string" && key !== NUMBER && !library.members.includes(key)) {
      this.#refuse(`uses \`${name}.${key}\``);
    } else if (key === NUMBER) this.#refuse(`uses \`${name}\` by a number`);
  }

  /** A key of an object or of a pattern that takes one apart. */
  #key(node: Node): void {
    const key = keyOf(node.key as Node, node.computed === true);
    if (key !== null && MEMBERS.has(key)) this.#refuse(`uses \`${key}\` as a key`);
  }

  /** What is assigned to may not be a member of the API or of the language's library: others rely on those. */
  #target(target: unknown): void {
    if (!isNode(target)) return;
    if (/MemberExpression$/.test(target.type)) {
      let root = target.object as Node;
      while (/MemberExpression$|^TS/.test(root.type)) root = (root.object ?? root.expression) as Node;
      if (root.type === "Identifier" && Object.hasOwn(GLOBALS, String(root.name))) {
        this.#refuse(`changes a member of \`${root.name}\``);
      }
    } else if (target.type === "Identifier" && Object.hasOwn(GLOBALS, String(target.name))) {
      this.#refuse(`changes \`${target.name}\``);
    } else if (/Pattern$|^ObjectProperty$|^RestElement$|^TS/.test(target.type)) {
      for (const child of childrenOf(target)) this.#target(child);
    }
  }

  /** `({ [name]: a } = b)` takes a member too. */
  #pattern({ properties }: Node): void {
    for (const one of properties as Node[]) {
      if (one.type === "ObjectProperty" && one.computed === true && keyOf(one.key as Node, true) === null) {
        this.#refuse("takes a member by a name that only the run knows (write the name, a number, or `.at(index)`)");
      }
    }
  }

  #refuse(what: string): void {
    this.found.push({ what: `${what}: only a notebook for the Red audience may` });
  }
}

/** Stands for any key that is a number. */
const NUMBER = "a number";

/** The name of a member or key; null when only the run knows it. */
function keyOf(key: Node, isComputed: boolean): string | null {
  if (!isComputed && key.type === "Identifier") return String(key.name);
  if (key.type === "StringLiteral") return String(key.value);
  if (key.type === "NumericLiteral" || isNumber(key)) return NUMBER;
  return null;
}

/** Whether an expression gives a number or fails, whatever it is made of. */
function isNumber(node: Node): boolean {
  if (node.type === "UpdateExpression") return true;
  if (node.type === "UnaryExpression") return ["+", "-", "~"].includes(String(node.operator));
  return node.type === "BinaryExpression" && ["-", "*", "/", "%", "**", "|", "&", "^", "<<", ">>"].includes(
    String(node.operator),
  );
}

/** Whether the kernel has something of that name that is no mere text or number, such as `name` is. */
function isKernels(name: string): boolean {
  if (KERNEL_NAMES.has(name)) return true;
  for (let holder: object | null = globalThis; holder !== null; holder = Object.getPrototypeOf(holder)) {
    const own = Object.getOwnPropertyDescriptor(holder, name);
    if (own === undefined) continue;
    return own.get !== undefined || typeof own.value === "function" ||
      typeof own.value === "object" && own.value !== null;
  }
  return false;
}

/** Types, which are gone when the code runs. */
function isErased({ type, importKind }: Node): boolean {
  return type === "TSInterfaceDeclaration" || type === "TSTypeAliasDeclaration" ||
    type.startsWith("Import") && importKind === "type";
}

const TYPES = new Set(["typeAnnotation", "typeParameters", "returnType", "typeArguments", "superTypeParameters"]);
const ASIDE = new Set(["loc", "extra", "leadingComments", "trailingComments", "innerComments", "interpreter"]);

function* childrenOf(node: Node): Generator<Node> {
  for (const [key, value] of Object.entries(node)) {
    if (TYPES.has(key) || ASIDE.has(key)) continue;
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield one;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** `ThisExpression` as people read it: "this expression". */
function words(type: string): string {
  return `a ${type.replace(/^TS/, "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()}`;
}
