import { readFileSync, writeFileSync } from 'node:fs';

/** What the tests of a step came to. */
export type TestReport = {
  passed: number;
  /** Where each test that failed is, and its title. */
  failed: string[];
};

/** Leaves the report where `npm test` looks for it: the file that it names in `TEST_REPORT`. */
export function leaveReport(report: TestReport): void {
  const { TEST_REPORT } = process.env;
  if (TEST_REPORT) writeFileSync(TEST_REPORT, JSON.stringify(report));
}

/** The report in a file, `undefined` where the step left none. */
export function readReport(file: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
