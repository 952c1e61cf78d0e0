/** What is used of @custom-elements-manifest/analyzer, which has no types for it (0.11). */
declare module '@custom-elements-manifest/analyzer/cli.js' {
  /** A description in the format of https://custom-elements-manifest.open-wc.org */
  export type Manifest = { modules: Array<{ declarations?: ClassDeclaration[] }> };
  export type ClassDeclaration = {
    name: string;
    customElement?: true;
    members?: Array<{ kind: 'field' | 'method'; name: string; privacy?: string }>;
    attributes?: Array<{ name: string; fieldName: string }>;
    events?: Array<{ name: string; type: { text: string } }>;
    slots?: Array<{ name: string }>;
    cssParts?: Array<{ name: string }>;
    cssProperties?: Array<{ name: string }>;
    cssStates?: Array<{ name: string }>;
  };
  /** Runs the command line `argv`, as in `cem analyze --litelement`. */
  export function cli(options: {
    argv: string[];
    cwd: string;
    noWrite: boolean;
  }): Promise<Manifest>;
}
