/**
 * A folder that becomes what the Dockerfile describes, step by step and without Docker: each step runs in
 * namespaces of its own, with this folder as its root. Of this machine it has /usr, for a shell and npm.
 */
import { type ChildProcess, execFileSync, type StdioOptions, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { dockerInstructions } from '../support/server/deploy-files.ts';

/** As the official image of Node has them. */
const USERS: Readonly<Record<string, number>> = { root: 0, node: 1000 };

export type ImageRoot = {
  folder: string;
  /** What the Dockerfile has set, and an image of Node's. */
  environment: Readonly<Record<string, string>>;
  /**
   * Starts a command as `docker run --read-only` would: process 1, as the Dockerfile's user, with /data and
   * /tmp to write to and nothing else.
   */
  start(
    command: readonly string[],
    env: Record<string, string>,
    stdio?: StdioOptions,
  ): ChildProcess;
  /** The same, to its end; throws where it fails. */
  run(command: readonly string[], env?: Record<string, string>): string;
  remove(): void;
};

/** Why the steps cannot be followed here, if they cannot. */
export function problemOfNamespaces(): string | undefined {
  if (process.getuid?.() !== 0)
    return 'following the Dockerfile takes root, for namespaces and a root of its own';
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount', 'true'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'this machine makes no namespaces (unshare --pid --mount)';
  }
}

/**
 * Follows the Dockerfile up to its last step.
 *
 * @param context the folder that Docker would be given: with the packed file
 */
export function buildImage(context: string): ImageRoot {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  chmodSync(folder, 0o755);
  layBase(folder);
  const environment: Record<string, string> = {
    PATH: '/image/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/root',
  };
  let directory = '/';
  let user = 'root';

  const argumentsFor = (command: readonly string[], isReadOnly: boolean) => [
    '--pid',
    '--fork',
    '--kill-child',
    '--mount',
    'sh',
    '-ec',
    mounts(folder, isReadOnly),
    'sh',
    `${USERS[user]}:${USERS[user]}`,
    folder,
    directory,
    ...command,
  ];
  const run = (command: readonly string[], env: Record<string, string>, isReadOnly: boolean) =>
    execFileSync('unshare', argumentsFor(command, isReadOnly), {
      encoding: 'utf8',
      env: { ...environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const network = Object.fromEntries(
    Object.entries({ ...process.env, npm_config_registry: registry })
      .filter(([name]) =>
        /^(npm_config_(registry|.*proxy|cafile)|.*_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i.test(
          name,
        ),
      )
      .map(([name, value]) => [name, value ?? '']),
  );
  for (const { name, text } of dockerInstructions()) {
    if (name === 'WORKDIR') {
      directory = text;
      mkdirSync(join(folder, directory), { recursive: true });
    } else if (name === 'COPY') {
      const [pattern = '', to = ''] = text.split(' ');
      const files = globSync(pattern, { cwd: context });
      if (files.length === 0) throw new Error(`COPY ${text}: there is no such file`);
      for (const file of files) {
        cpSync(join(context, file), join(folder, directory, to, basename(file)));
      }
    } else if (name === 'RUN') run(['sh', '-c', text], network, false);
    else if (name === 'USER') user = text;
    else if (name === 'ENV') {
      for (const setting of text.split(' ')) {
        const [key = '', ...value] = setting.split('=');
        environment[key] = value.join('=').replaceAll('$PATH', environment.PATH ?? '');
      }
    } else if (!['FROM', 'VOLUME', 'EXPOSE', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD'].includes(name)) {
      throw new Error(`This test does not follow ${name}`);
    }
  }
  return {
    folder,
    environment,
    start: (command, env, stdio = ['ignore', 'pipe', 'inherit']) =>
      spawn('unshare', argumentsFor(command, true), { env: { ...environment, ...env }, stdio }),
    run: (command, env = {}) => run(command, env, true),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What `FROM` gives: a system with Node, npm and the user node. */
function layBase(folder: string): void {
  for (const name of [
    'usr',
    'proc',
    'dev',
    'tmp',
    'root',
    'image/bin',
    'image/npm',
    'etc/checkout',
  ]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    const path = `/${name}`;
    if (!existsSync(path)) continue;
    if (lstatSync(path).isSymbolicLink()) symlinkSync(readlinkSync(path), join(folder, name));
    else mkdirSync(join(folder, name));
  }
  for (const name of ['resolv.conf', 'hosts', 'nsswitch.conf', 'ssl', 'alternatives']) {
    if (existsSync(`/etc/${name}`)) {
      cpSync(`/etc/${name}`, join(folder, 'etc', name), {
        recursive: true,
        dereference: name === 'resolv.conf',
      });
    }
  }
  const entry = (name: string, id: number) => `${name}:x:${id}:${id}::/home/${name}:/bin/sh\n`;
  const users = Object.entries(USERS);
  writeFileSync(join(folder, 'etc/passwd'), users.map(([name, id]) => entry(name, id)).join(''));
  writeFileSync(
    join(folder, 'etc/group'),
    users.map(([name, id]) => `${name}:x:${id}:\n`).join(''),
  );
  cpSync(process.execPath, join(folder, 'image/bin/node'));
  const npm = '#!/bin/sh\nexec node /image/npm/bin/npm-cli.js "$@"\n';
  writeFileSync(join(folder, 'image/bin/npm'), npm, { mode: 0o755 });
}

/** A shell's lines that lay the root and enter it; what follows them are user, root, directory and command. */
function mounts(folder: string, isReadOnly: boolean): string {
  const npmProgram = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  const npm = dirname(dirname(realpathSync(npmProgram)));
  const binds = ['/bin', '/sbin', '/lib', '/lib64']
    .filter((path) => existsSync(path) && !lstatSync(path).isSymbolicLink())
    .concat('/usr');
  return [
    'mount --make-rprivate /',
    `mount --bind ${folder} ${folder}`,
    ...binds.map((path) => `mount --bind -o ro ${path} ${folder}${path}`),
    `mount --bind -o ro ${npm} ${folder}/image/npm`,
    `mount --rbind /dev ${folder}/dev`,
    `mount -t proc proc ${folder}/proc`,
    ...(isReadOnly
      ? [
          `mount --bind ${folder}/data ${folder}/data`,
          `mount -o remount,bind,ro ${folder}`,
          `mount -t tmpfs tmpfs ${folder}/tmp`,
        ]
      : []),
    'user=$1 root=$2 directory=$3; shift 3',
    'exec chroot --userspec="$user" --groups= "$root" sh -c \'cd "$0" && exec "$@"\' "$directory" "$@"',
  ].join('\n');
}

/** The process that a command of an image has become, as this machine counts it. */
export function innermostProcess(child: ChildProcess): number {
  let pid = child.pid as number;
  for (;;) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    if (children === '') return pid;
    pid = Number(children.split(' ')[0]);
  }
}
