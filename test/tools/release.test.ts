import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import packageFile from '../../package.json' with { type: 'json' };

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'release-'));
after(() => rmSync(folder, { recursive: true }));

const env = {
  PATH: process.env.PATH,
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A Maintainer',
  GIT_AUTHOR_EMAIL: 'maintainer@example.com',
  GIT_COMMITTER_NAME: 'A Maintainer',
  GIT_COMMITTER_EMAIL: 'maintainer@example.com',
};

const changelog = `# Changelog

## [Unreleased]

### Added

- Something that a shop notices.

## [99.9.0] - 2026-11-30

## [0.0.1] - 2026-11-29

- An older one.
`;

let clones = 0;

/** A clone of a repository with this package's own files, whose tests and build are quick. */
function throwAwayClone(scripts: Record<string, string> = {}) {
  clones += 1;
  const origin = join(folder, `origin-${clones}`);
  const clone = join(folder, `clone-${clones}`);
  const run = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8' }).trim();
  run(folder, 'init', '--quiet', '--initial-branch', 'main', origin);
  const quick = { ...packageFile.scripts, test: 'echo tests', prepack: 'echo built', ...scripts };
  const file = { ...packageFile, scripts: quick };
  writeFileSync(join(origin, 'package.json'), `${JSON.stringify(file, null, 2)}\n`);
  for (const name of ['package-lock.json', '.npmrc', '.gitignore']) {
    cpSync(join(root, name), join(origin, name));
  }
  writeFileSync(join(origin, 'CHANGELOG.md'), changelog);
  const install = `npm install ./portone-checkout-${packageFile.version}.tgz`;
  writeFileSync(join(origin, 'README.md'), install);
  run(origin, 'add', '--all');
  run(origin, 'commit', '--quiet', '--message', 'Begin');
  run(folder, 'clone', '--quiet', origin, clone);
  return { folder: clone, git: (...args: string[]) => run(clone, ...args), origin };
}

/** Runs the command of `npm run release` there. */
function startRelease(cwd: string, ...args: string[]) {
  const release = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'release.ts'), ...args],
    // A group of its own, as a terminal's Ctrl-C reaches all of it.
    { cwd, env, detached: true },
  );
  let said = '';
  for (const stream of [release.stdout, release.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<{ code: number | null; said: string }>((told) =>
    release.on('close', (code) => told({ code, said })),
  );
  return { release, ended };
}

test('makes a version: set, tested, packed, committed and tagged, and kept on this machine', async () => {
  const { folder, git, origin } = throwAwayClone();
  const { code, said } = await startRelease(folder, '99.10.0').ended;
  assert.equal(code, 0, said);
  assert.match(said, /^tests$.*^built$.*Nothing was pushed/ms);
  assert.equal(git('log', '-1', '--format=%s'), 'Release 99.10.0');
  // Nothing else of the two files has changed: not their order, and no address of a registry.
  assert.deepEqual(git('diff', '--numstat', 'HEAD~1').split('\n'), [
    '1\t1\tCHANGELOG.md',
    '1\t1\tREADME.md',
    '2\t2\tpackage-lock.json',
    '1\t1\tpackage.json',
  ]);
  for (const [name, text] of [
    ['package.json', /^ {2}"version": "99\.10\.0",$/m],
    ['package-lock.json', /^ {2}"version": "99\.10\.0",$/m],
    ['CHANGELOG.md', /^## \[99\.10\.0\] - \d{4}-\d\d-\d\d\n\n### Added$/m],
    ['README.md', /portone-checkout-99\.10\.0\.tgz/],
  ] as const) {
    assert.match(readFileSync(join(folder, name), 'utf8'), text);
  }
  assert.equal(git('rev-parse', 'v99.10.0^{commit}'), git('rev-parse', 'HEAD'));
  assert.equal(
    git('tag', '--list', '--format=%(contents)', 'v99.10.0'),
    '### Added\n\n- Something that a shop notices.',
  );
  assert.ok(readFileSync(join(folder, 'portone-checkout-99.10.0.tgz')).length > 0);
  assert.equal(git('status', '--porcelain'), '');
  assert.equal(git('ls-remote', '--tags', origin), '');
});

test('takes a section that has its version already, and a version that was set already', async () => {
  const { folder, git } = throwAwayClone();
  const section = '## [99.11.0] - 2026-12-01\n\n- A section of its own.\n';
  writeFileSync(
    join(folder, 'CHANGELOG.md'),
    `# Changelog\n\n## [Unreleased]\n\n- More.\n\n${section}`,
  );
  execFileSync('npm', ['version', '99.11.0', '--no-git-tag-version'], { cwd: folder, env });
  git('commit', '--quiet', '--all', '--message', 'Prepare');
  const before = git('rev-parse', 'HEAD');
  const { code, said } = await startRelease(folder, '99.11.0').ended;
  assert.equal(code, 0, said);
  assert.equal(git('rev-parse', 'v99.11.0^{commit}'), before);
  assert.equal(git('tag', '--list', '--format=%(contents)', 'v99.11.0'), '- A section of its own.');
});

test('says with --dry-run what it would do, and does none of it', async () => {
  const { folder, git } = throwAwayClone({ test: 'exit 1' });
  const before = git('rev-parse', 'HEAD');
  const { code, said } = await startRelease(folder, '99.10.0', '--dry-run').ended;
  assert.equal(code, 0, said);
  assert.match(said, /Something that a shop notices/);
  assert.equal(git('rev-parse', 'HEAD'), before);
  assert.equal(git('status', '--porcelain', '--ignored'), '');
  assert.equal(git('tag', '--list'), '');
});

test('names everything that speaks against a release, and changes nothing', async () => {
  const { folder, git } = throwAwayClone();
  git('tag', 'v0.0.1');
  git('switch', '--quiet', '--create', 'other');
  writeFileSync(join(folder, 'new.ts'), '');
  for (const [args, ...problems] of [
    [[], /three numbers/],
    [['v0.2'], /three numbers/],
    [
      ['0.0.1'],
      /which is after 0\.0\.1/,
      /branch is other/,
      /\?\? new\.ts/,
      /tag v0\.0\.1 is there/,
    ],
    [['99.9.0'], /section for 99\.9\.0 .*is empty/],
  ] as const) {
    const { code, said } = await startRelease(folder, ...args).ended;
    assert.equal(code, 1);
    for (const problem of problems) assert.match(said, problem);
    assert.doesNotMatch(said, /\n\s+at /);
    assert.equal(git('status', '--porcelain', '--ignored'), '?? new.ts');
  }
  rmSync(join(folder, 'CHANGELOG.md'));
  const { said } = await startRelease(folder, '99.10.0').ended;
  assert.match(said, /no section "## \[Unreleased\]" or "## \[99\.10\.0\] - \d{4}-\d\d-\d\d"/);
});

for (const [step, scripts, config] of [
  ['npm test', { test: 'exit 1' }, []],
  ['npm pack', { prepack: 'exit 1' }, []],
  // Git signs where its owner has set so.
  ['git commit', {}, ['commit.gpgSign', 'true']],
  ['git tag', {}, ['tag.gpgSign', 'true']],
] as const) {
  test(`leaves nothing behind where "${step}" fails`, async () => {
    const { folder, git } = throwAwayClone(scripts);
    const before = git('rev-parse', 'HEAD');
    git('config', 'gpg.program', 'false');
    if (config.length > 0) git('config', ...config);
    const { code, said } = await startRelease(folder, '99.10.0').ended;
    assert.equal(code, 1);
    assert.match(said, new RegExp(`99\\.10\\.0 is not released: "${step}" failed`));
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(git('rev-parse', 'HEAD'), before);
    assert.equal(git('tag', '--list'), '');
  });
}

test('leaves nothing behind after Ctrl-C', async () => {
  const { folder, git } = throwAwayClone({
    test: `node -e "console.log('under way'), setInterval(() => {}, 1000)"`,
  });
  const { release, ended } = startRelease(folder, '99.10.0');
  for await (const line of createInterface(release.stdout)) {
    if (line === 'under way') process.kill(-(release.pid as number), 'SIGINT');
  }
  const { code, said } = await ended;
  assert.equal(code, 1, said);
  assert.equal(git('status', '--porcelain', '--ignored'), '');
});
