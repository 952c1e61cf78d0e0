import { type Config, ConfigError, parseEnvironment } from '../config.ts';
import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful, wrong } = linesOf('settings');

/** @returns the settings as well, where the server would start with them */
export function checkSettings(env: Readonly<Record<string, string | undefined>>): {
  lines: CheckLine[];
  config?: Config;
} {
  try {
    const config = parseEnvironment(env);
    const { environment, port } = config;
    const lines = [
      good(
        `They are complete. The server takes ${environment} payments, and listens on port ${port}.`,
      ),
      ...config.warnings.map((warning) => doubtful(warning)),
    ];
    return { lines, config };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { lines: error.problems.map((problem) => wrong(problem)) };
  }
}
