const FORMS =
  'is sqlite: and the path of a file, e.g. sqlite:./data/checkout.db, or postgres:// and the address of a PostgreSQL database';

/** Characters that end the password in an address, and what stands for them. */
const ESCAPES: Readonly<Record<string, string>> = { '#': '%23', '?': '%3F', '/': '%2F' };

/** Why an address names no database, or another one than is meant. It quotes no address of PostgreSQL: that has a password in it. */
export function problemOfDatabaseUrl(text: string): string | undefined {
  if (text.startsWith('sqlite:')) return problemOfSqlite(text.slice('sqlite:'.length));
  return /^postgres(ql)?:\/\/./.test(text) ? problemOfPostgres(text) : FORMS;
}

/** Whether what is stored is gone when the server ends. */
export function isInMemory(databaseUrl: string): boolean {
  return databaseUrl === 'sqlite::memory:';
}

function problemOfSqlite(path: string): string | undefined {
  if (path === ':memory:') return undefined;
  if (path !== path.trimStart()) {
    return `has a space after sqlite:, which would be part of the file's name: write sqlite:${path.trimStart()}`;
  }
  const plain = path.replace(/^\/\/(?!\/)/, '');
  if (plain === '' || /^[./]*$/.test(plain) || plain.endsWith('/')) {
    return 'is sqlite: without the path of a file: write e.g. sqlite:./data/checkout.db';
  }
  const query = plain.search(/[?#]/);
  if (query >= 0) {
    return `has a ${plain[query]} in it, and the whole would be the file's name: write sqlite:${plain.slice(0, query) || './data/checkout.db'}`;
  }
  if (plain.startsWith(':') || plain.startsWith('file:')) {
    return `has "${plain}", which would be a file of that name: write sqlite: and the path of a file, e.g. sqlite:./data/checkout.db`;
  }
  if (plain.startsWith('~')) {
    return `has a ~ in it, which only a shell replaces by your folder: write the whole path, e.g. sqlite:/home/checkout${plain.slice(plain.indexOf('/'))}`;
  }
  if (plain !== path) {
    return `has two slashes after sqlite:, with which a path begins at the root of the disk: write sqlite:${plain}`;
  }
  return undefined;
}

function problemOfPostgres(text: string): string | undefined {
  const rest = text.slice(text.indexOf('//') + 2);
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const next = rest[authority.length];
  // A password that has one of these in it ends there, and its rest is taken for a path or a query.
  const tail = rest.slice(authority.length);
  const isCut = !authority.includes('@') && /^[^@]*@/.test(tail) && !/^[^#]*\?[^=@]+=/.test(tail);
  if (next !== undefined && isCut) {
    return `has a ${next} in its user or password, which ends them there: write ${ESCAPES[next]} for it`;
  }
  if (rest.includes('#')) return 'has a # in it, and what follows is not read: write %23 for it';
  // The forms of a socket have no host before the path: user:password@/name?host=/var/run/postgresql
  if (!URL.canParse(text.replace('@/', '@socket/'))) {
    return 'cannot be read as an address. In user and password write %23 for #, %2F for /, %3F for ?, %40 for @, %3A for :, %25 for %, and a port has digits only';
  }
  return undefined;
}
