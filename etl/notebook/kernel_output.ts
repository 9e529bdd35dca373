/** Something a kernel's code caused. */
export interface KernelOutput {
  /** As the Jupyter protocol names it: `stream`, `display_data`, `execute_result`, `error`; `mark` ends a cell. */
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}
