import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner-core';
import { leaveReport } from '../../tools/test-report.ts';

/**
 * A line for each engine at the end of the element's tests: how many passed. All
 * of them go into the report for `npm test`.
 *
 * @param missing engines that are not installed
 * @param install the command that gets them
 */
export function engineReport(missing: readonly string[], install: string): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      let passed = 0;
      for (const [engine, of] of Map.groupBy(sessions, ({ browser }) => browser.name)) {
        const results = of.flatMap(({ testResults }) => (testResults ? all(testResults) : []));
        const passedHere = results.filter((test) => test.passed).length;
        console.log(`${engine}: ${passedHere} of ${results.length} tests passed`);
        passed += passedHere;
      }
      for (const engine of missing) {
        console.log(`${engine}: not installed, so not tested. "${install}" gets it.`);
      }
      leaveReport({ passed, failed: [...sessions].flatMap(failuresOf) });
    },
  };
}

function all({ tests, suites }: TestSuiteResult): TestSuiteResult['tests'] {
  return [...tests, ...suites.flatMap(all)];
}

function failuresOf({ browser, testFile, testResults, errors, passed }: TestSession): string[] {
  const where = `${browser.name}, ${relative(process.cwd(), testFile)}`;
  const failed = testResults ? all(testResults).filter((test) => !test.passed) : [];
  if (failed.length > 0) return failed.map(({ name }) => `${where}: ${name}`);
  // A file that does not load, or a page that is gone, has no tests to name.
  return passed ? [] : [`${where}: ${errors[0]?.message ?? 'did not finish'}`];
}
