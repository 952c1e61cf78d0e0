import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful, wrong } = linesOf('address');

const TIMEOUT_MS = 8_000;

/** Looks whether buyers' address leads to this server, as far as that can be seen from its own machine. */
export async function checkPublicOrigin(
  publicOrigin: string | undefined,
  version: string,
): Promise<CheckLine[]> {
  if (publicOrigin === undefined) {
    return [
      doubtful(
        'PUBLIC_ORIGIN is not set: QR codes and links then name this machine alone, where no buyer’s telephone gets to. Live payments need it.',
      ),
    ];
  }
  try {
    const response = await fetch(`${publicOrigin}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = (await response.json().catch(() => ({}))) as { version?: string };
    if (answer.version === version) {
      const { status } = await fetch(`${publicOrigin}/readyz`, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return [
        status === 200
          ? good(`${publicOrigin} leads to a server of this version.`)
          : wrong(
              `${publicOrigin} leads to a server of this version that takes no orders: /readyz answers ${status}. Look at its database.`,
            ),
      ];
    }
    if (answer.version !== undefined) {
      return [
        doubtful(
          `${publicOrigin} leads to version ${answer.version}, and this is ${version}. Start the server again after an update.`,
        ),
      ];
    }
    return [
      wrong(
        `${publicOrigin} leads to something else: /healthz answers ${response.status}. Look at the proxy before the server.`,
      ),
    ];
  } catch (error) {
    const { cause } = error as Error;
    const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? (error as Error).name;
    return [
      doubtful(
        `${publicOrigin} cannot be reached from this machine (${code}). Does the server run? Open ${publicOrigin}/healthz on a telephone: some networks do not let a machine call its own address.`,
      ),
    ];
  }
}
