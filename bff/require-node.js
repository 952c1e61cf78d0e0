/** As in package.json's `engines`. */
const OLDEST = [22, 19];

/**
 * Ends the process with one line where its Node is too old, which would else say so by the stack of the
 * first thing that it does not know. Old versions have to be able to read this file, and those that import
 * it: no syntax of after 2018, nothing awaited outside of functions, and the program only by `import()`.
 */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  console.error(
    `portone-checkout needs Node ${OLDEST.join('.')} or newer, and this is ${process.version}: install Node 24 (https://nodejs.org), or run it by npm in a folder where npm ci has put Node 24.`,
  );
  process.exit(1);
}
