/**
 * `npm run release -- 0.2.0`: makes a version of what is on main. It checks that main is clean and
 * that CHANGELOG.md has a section for the version, or "Unreleased"; sets the version wherever it
 * stands; runs all tests, packs the package, and commits and tags. Nothing leaves the machine. With
 * `--dry-run` it checks, and changes nothing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'dry-run': { type: 'boolean', default: false } },
});
const [version = ''] = positionals;
const { version: present, name } = JSON.parse(readFileSync('package.json', 'utf8'));
const tag = `v${version}`;
const changelog = existsSync('CHANGELOG.md') ? readFileSync('CHANGELOG.md', 'utf8') : '';
const notes = sectionOf(version) ?? sectionOf('Unreleased');
/** Documents say how to install the packed file. */
const documents = git('ls-files', '*.md').split('\n').filter(namesPackedFile);
const versionFiles = ['package.json', 'package-lock.json', 'CHANGELOG.md', ...documents];
const problems = findProblems();
if (problems.length > 0) {
  console.error(`${version || 'A version'} cannot be released:`);
  for (const problem of problems) console.error(`  - ${problem}`);
  process.exit(1);
}

if (values['dry-run']) {
  console.log(
    `${version} can be released. Without --dry-run this would set it in ${versionFiles.join(', ')}, run npm test, pack ${packedFile(version)}, commit, and tag ${tag} with:\n\n${notes}`,
  );
} else {
  release();
}

/** Everything that speaks against a release. */
function findProblems(): string[] {
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    return ['The version has to be three numbers: npm run release -- 0.2.0'];
  }
  const branch = git('branch', '--show-current');
  const changes = git('status', '--porcelain');
  return [
    isBefore(version, present) && `The version is ${present} already, which is after ${version}.`,
    branch !== 'main' && `The branch is ${branch || 'none'}: releases are made on main.`,
    changes && `There are changes that are not committed:\n${changes}`,
    git('tag', '--list', tag) && `The tag ${tag} is there already.`,
    notes === undefined &&
      `CHANGELOG.md has no section "## [Unreleased]" or "## [${version}] - ${today()}".`,
    notes === '' && `The section for ${version} in CHANGELOG.md is empty.`,
  ].filter((problem) => typeof problem === 'string' && problem !== '') as string[];
}

function release(): void {
  const before = git('rev-parse', 'HEAD');
  // After Ctrl-C a step ends as failed, and the files are restored.
  process.on('SIGINT', () => {});
  try {
    setVersion();
    run('npm', 'test');
    run('npm', 'pack');
    if (git('status', '--porcelain', ...versionFiles)) {
      run('git', 'commit', '--quiet', '--message', `Release ${version}`, '--', ...versionFiles);
    }
    // Lines that begin with "#" are the section's headings.
    run('git', 'tag', '--annotate', '--cleanup=verbatim', '--message', `${notes}\n`, tag);
  } catch (error) {
    // Other files stay: they may have been edited while the tests ran.
    git('reset', '--soft', before);
    git('restore', '--staged', '--worktree', ...versionFiles);
    console.error(
      `\n${version} is not released: ${(error as Error).message}. ${versionFiles.join(', ')} are as they were.`,
    );
    process.exit(1);
  }
  console.log(
    `\n${tag} is committed and tagged, and ${packedFile(version)} is packed. Nothing was pushed or published. To share it: git push origin main ${tag}`,
  );
}

function setVersion(): void {
  run('npm', 'version', version, '--no-git-tag-version', '--allow-same-version');
  if (sectionOf(version) === undefined) {
    const heading = `## [${version}] - ${today()}`;
    writeFileSync('CHANGELOG.md', changelog.replace(/^## \[Unreleased\].*$/m, heading));
  }
  for (const document of documents) {
    const text = readFileSync(document, 'utf8');
    writeFileSync(document, text.replaceAll(packedFile(present), packedFile(version)));
  }
}

/** What CHANGELOG.md says about a version. */
function sectionOf(version: string): string | undefined {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  return section?.replace(/^.*/, '').trim();
}

function namesPackedFile(document: string): boolean {
  return (
    document !== 'CHANGELOG.md' && readFileSync(document, 'utf8').includes(packedFile(present))
  );
}

function packedFile(version: string): string {
  return `${name}-${version}.tgz`;
}

function isBefore(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trimEnd();
}

/** @throws Error with the command, where it fails */
function run(...command: [string, ...string[]]): void {
  const [program, ...args] = command;
  const { status } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`"${program} ${args[0]}" failed`);
}
