/// <reference lib="dom" />
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { complete } from "../../sql/complete.ts";
import type { Contents } from "../contents.ts";

/** The SQL editor. */
export interface Editor {
  readonly node: HTMLElement;
  read(): string;
  write(text: string): void;
  focus(): void;
}

/**
 * Makes the SQL editor, with the names of the warehouse to complete with. It stands in a shadow root, where CodeMirror's
 * style sheets need no inline style, which the page's policy forbids.
 *
 * @param run What Ctrl+Enter does
 */
export function makeEditor(contents: Contents, run: () => void): Editor {
  const node = document.createElement("div");
  node.className = "editor";
  const root = node.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    extensions: [
      keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }]),
      basicSetup,
      sql({ dialect: PostgreSQL }),
      autocompletion({ override: [(context) => candidates(contents, context)] }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": "SQL query. Control and Enter runs it; Escape, then Tab leaves the editor",
      }),
      EditorView.theme({
        "&": { fontSize: "0.95rem", backgroundColor: "var(--paper)", color: "var(--ink)" },
        "&.cm-focused": { outline: "3px solid #e3a21a" },
        ".cm-content": {
          fontFamily: "ui-monospace, Consolas, monospace",
          minHeight: "7.5rem",
          caretColor: "var(--ink)",
        },
        ".cm-scroller": { maxHeight: "24rem", overflow: "auto" },
        ".cm-gutters": { backgroundColor: "var(--band)", color: "var(--soft)", borderRight: "1px solid var(--rule)" },
        ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--band)" },
        "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
          backgroundColor: "var(--selected) !important",
        },
        ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--rule)" },
        ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--head)", color: "#ffffff" },
        ".ͼb": { color: "var(--keyword)" },
        ".ͼd": { color: "var(--keyword)" },
        ".ͼe": { color: "var(--string)" },
        ".ͼm": { color: "var(--soft)" },
      }),
    ],
  });
  return {
    node,
    read: () => view.state.doc.toString(),
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
  };
}

/** The same candidates as in the terminal. */
function candidates(contents: Contents, context: CompletionContext): CompletionResult | null {
  const catalogue = {
    relations: new Map(Object.entries(contents.relations)),
    functions: contents.functions,
    keywords: contents.keywords,
    queries: new Map(),
  };
  const before = context.state.sliceDoc(0, context.pos);
  if (!context.explicit && !/[\w.]$|\b(?:from|join)\s$/i.test(before)) return null;
  const [names, fragment] = complete(catalogue, before);
  const options = names.filter((name) => name.trim() !== "").map((label) => ({
    label,
    type: contents.relations[label] === undefined ? "variable" : "class",
  }));
  return options.length === 0 ? null : { from: context.pos - fragment.length, options, validFor: /^[\w.]*$/ };
}
