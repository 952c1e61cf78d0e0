import { createServer } from 'node:http';

/**
 * Ports that no system gives to a program by itself (Linux those from 32768 on,
 * others from 49152), so that one which was free stays so until it is used, also
 * while the server on it is started again.
 */
const FIRST = 11_000;
const COUNT = 20_000;

/** Each process begins at a place of its own, and takes no port twice. */
let taken = (process.pid * 97) % COUNT;

/** A port that no process listens on, for a server that has to be told one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (taken % COUNT);
    taken += 1;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(port, '127.0.0.1', listening);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  await new Promise((closed) => server.close(closed));
  return true;
}
