import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { freePort } from '../support/server/free-port.ts';
import { installPackages, isRootOnDebian } from '../tools/install-browser.ts';
import { wordpressPlugin } from '../tools/pack-wordpress.ts';

const source = '/usr/share/wordpress';
const apacheModules = '/usr/lib/apache2/modules';
const packages = [
  'wordpress',
  'wordpress-l10n',
  // One of blocks, and one of widgets.
  'wordpress-theme-twentytwentythree',
  'wordpress-theme-twentytwentyone',
  'mariadb-server',
  'apache2',
  'libapache2-mod-php',
  'php-cli',
  'php-mysql',
  'php-xml',
  'php-mbstring',
];

export type WordpressSite = {
  origin: string;
  /** Runs PHP inside of WordPress, and returns what it prints. */
  run(php: string): string;
  stop(): Promise<void>;
};

/**
 * Starts WordPress of Debian's packages, in Korean, with the plugin as it is packed, on a MariaDB and a
 * web server of their own. `administrator`, `editor` and `author` sign in with `password`.
 *
 * @throws Error that says what to install where that cannot be done here
 */
export async function startWordpress(): Promise<WordpressSite> {
  installWordpress();
  const folder = mkdtempSync(join(tmpdir(), 'wordpress-'));
  const stopDatabase = await startDatabase(folder);
  const origin = `http://localhost:${await freePort()}`;
  const root = join(folder, 'site');
  placeWordpress(root, join(folder, 'socket'), origin);
  php([join(import.meta.dirname, 'set-up.php')], { SITE: origin, ROOT: root });
  const stopApache = await serve(folder, root, origin);
  return {
    origin,
    run: (code) =>
      php(['-r', `require getenv('ROOT') . '/wp-load.php'; ${code}`], { SITE: origin, ROOT: root }),
    async stop() {
      await stopApache();
      await stopDatabase();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function installWordpress(): void {
  const isHere =
    ['twentytwentythree', 'twentytwentyone'].every((theme) =>
      existsSync(join(source, 'wp-content/themes', theme)),
    ) &&
    ['php', 'apache2', 'mariadbd', 'mariadb-install-db'].every(find) &&
    phpModule() !== undefined;
  if (isHere) return;
  if (!isRootOnDebian) {
    throw new Error(
      `WordPress is not here. Install it, on Debian as root: apt-get install ${packages.join(' ')}`,
    );
  }
  // Debian starts no service of a package at this run level; the tests start their own.
  process.env.RUNLEVEL = '1';
  installPackages('--no-install-recommends', ...packages);
}

const phpModule = () => globSync(`${apacheModules}/libphp*.so`)[0];

function find(program: string): string | undefined {
  const { stdout } = spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${program}`]);
  return String(stdout).trim() || undefined;
}

/** Fails with what the program said. */
function mustRun(program: string, args: string[], env: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}${stdout}`);
  return stdout;
}

// WordPress mails its administrator that it is there.
const php = (args: string[], env: Record<string, string>) =>
  mustRun('php', ['-d', 'sendmail_path=/bin/true', ...args], env);

async function startDatabase(folder: string): Promise<() => Promise<void>> {
  const data = join(folder, 'data');
  const socket = join(folder, 'socket');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const store = ['--no-defaults', `--datadir=${data}`, ...user];
  mustRun('mariadb-install-db', [
    ...store,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
  ]);
  const init = join(folder, 'init.sql');
  writeFileSync(init, 'CREATE DATABASE IF NOT EXISTS wordpress;\n');
  const options = ['--skip-networking', `--socket=${socket}`, `--init-file=${init}`];
  const program = find('mariadbd') as string;
  const server = spawn(program, [...store, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
  await said(server.stderr, 'ready for connections');
  return async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  };
}

/**
 * Resolves when a program has said that it is ready, and fails with its words when it ends before. It
 * reads on afterwards: a program that is not read stops when the pipe is full.
 */
function said(stream: Readable, words: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    if (text.includes(words)) resolve();
  });
  stream.on('end', () => reject(new Error(`It ended: ${text}`)));
  return promise;
}

function placeWordpress(root: string, socket: string, origin: string): void {
  const languages = join(source, 'wp-content/languages');
  cpSync(source, root, {
    recursive: true,
    dereference: true,
    filter: (path) => dirname(path) !== languages || /ko_KR/.test(path),
  });
  for (const [name, file] of Object.entries(wordpressPlugin())) {
    const path = join(root, 'wp-content/plugins', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file);
  }
  // The classic editor, as its plugin brings it, on request; and what a theme has in its head.
  const always = join(root, 'wp-content/mu-plugins/tests.php');
  mkdirSync(dirname(always));
  writeFileSync(
    always,
    `<?php
if (isset($_GET['classic'])) add_filter('use_block_editor_for_post', '__return_false');
add_action('wp_head', fn() => print(get_option('tests_head', '')));`,
  );
  const constants = {
    DB_NAME: 'wordpress',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    WP_HOME: origin,
    WP_SITEURL: origin,
    WP_DEBUG: true,
    // What PHP warns of would be in the page, and fail the tests that read it.
    WP_DEBUG_DISPLAY: true,
    // WordPress asks for updates; only the checkout server is there.
    WP_HTTP_BLOCK_EXTERNAL: true,
    WP_ACCESSIBLE_HOSTS: '127.0.0.1',
    DISABLE_WP_CRON: true,
  };
  const lines = Object.entries(constants).map(
    ([name, value]) => `define('${name}', ${JSON.stringify(value)});`,
  );
  writeFileSync(
    join(root, 'wp-config.php'),
    `<?php\n${lines.join('\n')}\n$table_prefix = 'wp_';\nif (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');\nrequire_once ABSPATH . 'wp-settings.php';\n`,
  );
}

/** Apache with PHP, as hosts have it. PHP's own server answers no two requests at once. */
async function serve(folder: string, root: string, origin: string): Promise<() => Promise<void>> {
  const { port } = new URL(origin);
  const modules = ['mpm_prefork', 'authz_core', 'dir', 'mime'].map(
    (name) => `LoadModule ${name}_module ${apacheModules}/mod_${name}.so`,
  );
  const file = join(folder, 'apache.conf');
  writeFileSync(
    file,
    `ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/apache.pid
ErrorLog ${folder}/apache.log
Listen 127.0.0.1:${port}
${modules.join('\n')}
LoadModule php_module ${phpModule()}
User www-data
Group www-data
TypesConfig /etc/mime.types
DocumentRoot ${root}
DirectoryIndex index.php
FallbackResource /index.php
php_value sendmail_path /bin/true
<FilesMatch \\.php$>
  SetHandler application/x-httpd-php
</FilesMatch>
`,
  );
  // The server reads all of it as another user than the tests'.
  chmodSync(folder, 0o755);
  const args = ['-f', file, '-DFOREGROUND'];
  const server = spawn(find('apache2') as string, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    // When it ends, it ends its whole group.
    detached: true,
  });
  while (!(await accepts(Number(port)))) {
    if (server.exitCode === null) continue;
    throw new Error(`Apache has ended: ${readFileSync(join(folder, 'apache.log'), 'utf8')}`);
  }
  return async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  };
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isUp = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isUp;
}
