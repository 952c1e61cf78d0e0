import packageFile from '../../../package.json' with { type: 'json' };

// `exec node …`: the shell between npm and the server would not pass a signal on.
const [, , ...parts] = packageFile.scripts.start.split(' ');

/** What `npm start` gives Node: its flags, and then the file, by its path from the project's folder. */
export const startFlags: readonly string[] = parts.slice(0, -1);
export const startFile = parts.at(-1) as string;
