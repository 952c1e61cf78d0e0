/** docs/hosting.md and the files of bff/deploy/ that it gives to be copied: they fit each other, and the server. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { ConfigError, parseEnvironment } from '../../bff/config.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { blocksOf, documentBlock, readDocument } from '../support/pages/document-blocks.ts';
import { apiSecret, webhookSecret } from '../support/server/checkout-server.ts';
import {
  deployFile,
  dockerCommand,
  dockerEnvironment,
  dockerInstruction,
  dockerInstructions,
  settingsIn,
  unitEnvironment,
  unitValues,
} from '../support/server/deploy-files.ts';
import { startFlags } from '../support/server/start-command.ts';

const root = resolve(import.meta.dirname, '../..');
const ours = readdirSync(resolve(root, 'bff/deploy'));
const servers = ['checkout.service', 'checkout@.service'];
const backups = ['checkout-backup.service', 'checkout-backup@.service'];

const secrets = { V2_API_SECRET: apiSecret, V2_WEBHOOK_SECRET: webhookSecret };

/** Whether the server reads a variable: it says so of one that has an invisible letter in it. */
function isSetting(name: string): boolean {
  try {
    parseEnvironment({ ...secrets, [name]: 'x\u200bx' });
    return false;
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.some((problem) => problem.startsWith(`${name} `));
  }
}

/** What the compose file sets for the server, over its .env. */
function composeSettings(): Record<string, string> {
  const [, body = ''] =
    /^ {4}environment:\n((?: {6,}.*\n)+)/m.exec(deployFile('compose.yaml')) ?? [];
  const entries = body.matchAll(/^ {6}([A-Z_]+): "?([^"\n]*)"?$/gm);
  return Object.fromEntries([...entries].map(([, name = '', value = '']) => [name, value]));
}

test('.env.example names every setting that docs/settings.md has, and no other', () => {
  const text = deployFile('.env.example');
  const names = [...text.matchAll(/^#?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
  const documented = [...readDocument('docs/settings.md').matchAll(/^\| ([^|]+) \|/gm)].flatMap(
    ([, names = '']) => [...names.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name = '']) => name),
  );
  assert.ok(documented.length > 10);
  assert.deepEqual(names.toSorted(), documented.toSorted());
  assert.deepEqual(
    names.filter((name) => !isSetting(name)),
    [],
  );
});

test('.env.example says each thing in Korean and in English', () => {
  const comments = deployFile('.env.example')
    .split('\n')
    .filter((line) => /^# (?!---)/.test(line));
  const isKorean = (line: string) => /[가-힣]/.test(line.replaceAll(/(테스트|실연동) \(/g, ''));
  comments.forEach((line, index) => {
    assert.equal(isKorean(line), index % 2 === 0, line);
  });
});

for (const [where, set] of [
  ['the Dockerfile and the compose file', () => ({ ...dockerEnvironment(), ...composeSettings() })],
  ...servers.map((unit) => [unit, () => unitEnvironment(unit)] as const),
] as const) {
  test(`.env.example with the secrets, and what ${where} sets, are settings of a server`, () => {
    const example = settingsIn(deployFile('.env.example'));
    for (const environment of ['test', 'live']) {
      const config = parseEnvironment({
        ...set(),
        ...example,
        ...secrets,
        CHECKOUT_ENV: environment,
      });
      assert.deepEqual(
        config.warnings.filter((warning) => !/bytes/.test(warning)),
        [],
      );
      assert.notEqual(config.trustedProxies, 0, 'it is behind a proxy');
      // A number believes any client that reaches the port; a container's is open to its network.
      assert.equal(config.host === '127.0.0.1', typeof config.trustedProxies === 'number');
    }
    const own = Object.keys(set()).filter((name) => !/^(NODE_|PATH$)/.test(name));
    assert.deepEqual(
      own.filter((name) => !isSetting(name)),
      [],
    );
  });
}

test('every file starts the server as npm start does, and what it starts is in the package', () => {
  const commands = [
    dockerCommand('CMD'),
    ...servers.map((unit) => (unitValues(unit, 'ExecStart')[0] ?? '').split(' ')),
  ];
  for (const [node = '', ...rest] of commands) {
    assert.match(node, /^(\/usr\/bin\/)?node$/);
    assert.deepEqual(rest.slice(0, -1), startFlags);
    assert.match(
      rest.at(-1) ?? '',
      /^(\/opt\/checkout\/)?node_modules\/portone-checkout\/lib\/bff\/start\.js$/,
    );
  }
  for (const unit of backups) {
    const [command = ''] = unitValues(unit, 'ExecStart');
    const [, file = ''] = /portone-checkout\/lib\/(\S+)/.exec(command) ?? [];
    assert.ok(existsSync(resolve(root, file)), file);
  }
  assert.ok(packageFile.files.includes('bff/deploy'));
});

test('the container is another user than root, with one folder to write to, and ends in time', () => {
  assert.equal(dockerInstruction('USER'), 'node');
  assert.equal(dockerInstruction('VOLUME'), '/data');
  const { DATABASE_URL, NODE_COMPILE_CACHE } = dockerEnvironment();
  assert.match(DATABASE_URL ?? '', /^sqlite:\/data\//);
  assert.match(NODE_COMPILE_CACHE ?? '', /^\/data\//);
  const names = dockerInstructions().map(({ name }) => name);
  assert.ok(names.indexOf('RUN') < names.indexOf('USER'), 'what it runs, it cannot change');
  const compose = deployFile('compose.yaml');
  for (const line of ['read_only: true', '- no-new-privileges:true', '- ALL']) {
    assert.equal(compose.split('\n').filter((each) => each.trim() === line).length, 2, line);
  }
  const [, seconds] = /stop_grace_period: (\d+)s/.exec(compose) ?? [];
  assert.ok(Number(seconds) > 10);
  for (const unit of servers) assert.ok(Number(unitValues(unit, 'TimeoutStopSec')[0]) > 10);
});

test('a template is its unit with the shop’s name in users, folders and titles', () => {
  const body = (unit: string) => deployFile(unit).replace(/^.*?^\[Unit\]/ms, '[Unit]');
  for (const [unit, template] of [
    ['checkout.service', 'checkout@.service'],
    ['checkout-backup.service', 'checkout-backup@.service'],
    ['checkout-backup.timer', 'checkout-backup@.timer'],
  ] as const) {
    const one = body(template)
      .replaceAll('checkout-%i', 'checkout')
      .replaceAll('/etc/checkout/%i', '/etc/checkout')
      .replaceAll(' of %i', '');
    assert.equal(one, body(unit));
  }
});

test('a backup is of the server’s database, as its user, into a folder that it may write to', () => {
  for (const [index, unit] of backups.entries()) {
    const server = servers[index] ?? '';
    assert.deepEqual(unitValues(unit, 'User'), unitValues(server, 'User'));
    assert.deepEqual(unitValues(unit, 'EnvironmentFile'), unitValues(server, 'EnvironmentFile'));
    assert.equal(unitEnvironment(unit).DATABASE_URL, unitEnvironment(server).DATABASE_URL);
    const [, to = ''] =
      / --to \/var\/lib\/(\S+) /.exec(unitValues(unit, 'ExecStart')[0] ?? '') ?? [];
    const folders = (unitValues(unit, 'StateDirectory')[0] ?? '').split(' ');
    assert.deepEqual(folders, [unitValues(server, 'StateDirectory')[0], to]);
    // All that keeps it from the rest of the machine is the server's as well.
    for (const line of deployFile(server).match(
      /^(Protect|Private|Restrict|System|Cap|NoNew).*$/gm,
    ) ?? []) {
      assert.ok(deployFile(unit).includes(`\n${line}\n`), line);
    }
  }
});

/** Sections with commands, in both languages. */
const sections = [
  [
    ['docs/hosting.md', '1. Install (4 minutes)'],
    ['docs/hosting.ko.md', '1. 설치 (4분)'],
  ],
  [
    ['docs/hosting.md', '4. Start (1 minute)'],
    ['docs/hosting.ko.md', '4. 시작 (1분)'],
  ],
  [
    ['docs/hosting.md', '6. First test payment (1 minute)'],
    ['docs/hosting.ko.md', '6. 첫 테스트 결제 (1분)'],
  ],
  [
    ['docs/hosting.md', 'Several shops on one machine'],
    ['docs/hosting.ko.md', '서버 한 대에 상점 여럿'],
  ],
  [
    ['docs/hosting.md', 'Backups'],
    ['docs/hosting.ko.md', '백업'],
  ],
  [
    ['docs/hosting.md', 'Growing: from SQLite to PostgreSQL'],
    ['docs/hosting.ko.md', '키우기: SQLite에서 PostgreSQL로'],
  ],
] as const;

const commandsOf = ([document, section]: readonly [string, string]) =>
  blocksOf(document)
    .filter((block) => block.section === section)
    .map(({ text }) => text);

for (const [english, korean] of sections) {
  test(`the guides give the same commands in both languages: ${english[1]}`, () => {
    assert.ok(commandsOf(english).length > 0);
    assert.deepEqual(commandsOf(korean), commandsOf(english));
  });
}

test('the guides name every file of bff/deploy/', () => {
  for (const document of ['docs/hosting.md', 'docs/hosting.ko.md']) {
    const text = readDocument(document);
    const unnamed = ours.filter(
      (name) =>
        !text.includes(
          `\`${name.replace(/-backup@?\.timer|-backup@\.service/, '-backup.service')}\``,
        ),
    );
    assert.deepEqual(unnamed, [], document);
  }
});

test('the commands of the guide are a shell’s, and of files, folders, users and programs that there are', () => {
  const blocks = sections.flatMap(([english]) => commandsOf(english));
  const all = blocks.join('\n');
  for (const text of blocks) {
    // A line of a crontab has the time before its command.
    execFileSync('sh', ['-n', '-c', text.replace(/^0 4 \* \* \* /, '')]);
  }
  const [user = ''] = unitValues('checkout.service', 'User');
  assert.ok(all.includes(`nologin ${user}\n`), 'its user is made');
  const rosesUser = (unitValues('checkout@.service', 'User')[0] ?? '').replace('%i', 'roses');
  assert.ok(all.includes(`nologin ${rosesUser}\n`), 'a shop’s user is made');
  for (const unit of servers) {
    const file = (unitValues(unit, 'EnvironmentFile')[0] ?? '').replace('%i', 'roses');
    assert.ok(all.includes(`.env.example ${file}\n`), `${file} is made`);
  }
  const { DATABASE_URL = '' } = unitEnvironment('checkout.service');
  const named = [...all.matchAll(/DATABASE_URL=(\S+)/g)].map(([, url]) => url);
  assert.deepEqual([...new Set(named)], [DATABASE_URL]);
  const commands = [...all.matchAll(/portone-checkout-(?:orders|database)\b/g)].map(
    ([name]) => name,
  );
  assert.deepEqual(
    [...new Set(commands)].filter((name) => !(name in packageFile.bin)),
    [],
  );
  const started = [...all.matchAll(/systemctl \S+(?: --now)? ([^\n&]+)/g)].flatMap(
    ([, names = '']) => names.trim().split(' '),
  );
  const files = started.map((name) =>
    (name.includes('.') ? name : `${name}.service`).replace('@roses', '@'),
  );
  assert.deepEqual(
    files.filter((name) => !ours.includes(name)),
    [],
  );
});

test('what the guide unpacks is where the package has it, with every file that compose and Docker read', () => {
  const unpacked =
    /--strip-components (\d) package\/(\S+)/.exec(documentBlock(...sections[0][0])) ?? [];
  assert.equal(unpacked[2], 'bff/deploy');
  assert.equal(Number(unpacked[1]), `package/${unpacked[2]}`.split('/').length);
  const mounted = [...deployFile('compose.yaml').matchAll(/^ +- \.\/(\w+):/gm)].map(
    ([, name = '']) => name,
  );
  assert.deepEqual(mounted.toSorted(), ['Caddyfile', 'catalog']);
  assert.ok(ours.includes('Caddyfile'));
  assert.match(documentBlock(...sections[0][0]), /^mkdir -p checkout\/catalog /);
  const copied = dockerInstruction('COPY').split(' ')[0] ?? '';
  const packed = `${packageFile.name}-${packageFile.version}.tgz`;
  assert.match(packed, new RegExp(`^${copied.replace('.', '\\.').replace('*', '.+')}$`));
  assert.ok(globSync('*.tgz', { cwd: resolve(root, 'bff/deploy') }).length === 0);
});
