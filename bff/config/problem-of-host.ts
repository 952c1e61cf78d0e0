import { isIP } from 'node:net';

/** Why a server cannot listen at a text: only an address or a name of this machine says where. */
export function problemOfHost(text: string): string | undefined {
  const isName = /^[a-z\d_]([a-z\d_.-]*[a-z\d.])?$/i.test(text);
  return isIP(text) !== 0 || isName
    ? undefined
    : 'is the address of this machine to listen on and nothing else: 127.0.0.1 for this machine alone, 0.0.0.0 or :: for all. The port goes into PORT';
}
