import { resolve } from 'node:path';
import { type ClassDeclaration, cli } from '@custom-elements-manifest/analyzer/cli.js';

const SOURCE = 'component/portone-checkout.ts';
const TAG = 'portone-checkout';
/** The module of the installed package that exports the class. */
const MODULE = 'lib/component/index.js';

/** The element's attributes, properties, events, slots, parts, states and variables, by its source. */
export async function describeElement(): Promise<ClassDeclaration> {
  const { modules } = await cli({
    argv: ['analyze', '--litelement', '--quiet', '--globs', SOURCE],
    cwd: resolve(import.meta.dirname, '../..'),
    noWrite: true,
  });
  const element = modules
    .flatMap(({ declarations = [] }) => declarations)
    .find(({ customElement }) => customElement);
  if (!element) throw new Error(`${SOURCE} has no element`);
  const members = element.members?.filter(
    ({ name, privacy }) => !name.startsWith('#') && (privacy ?? 'public') === 'public',
  );
  return { ...element, ...(members && { members }) };
}

/** `custom-elements.json`, which editors and documentation tools read. */
export async function elementManifest(): Promise<unknown> {
  const element = await describeElement();
  const declaration = { name: element.name, module: MODULE };
  return {
    schemaVersion: '2.1.0',
    modules: [
      {
        kind: 'javascript-module',
        path: MODULE,
        declarations: [{ ...element, tagName: TAG }],
        exports: [
          { kind: 'js', name: element.name, declaration },
          { kind: 'custom-element-definition', name: TAG, declaration },
        ],
      },
    ],
  };
}
