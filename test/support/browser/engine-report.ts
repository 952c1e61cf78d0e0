import type { Reporter, TestSuiteResult } from '@web/test-runner-core';

/**
 * A line for each engine at the end of the element's tests: how many passed.
 *
 * @param missing engines that are not installed
 * @param install the command that gets them
 */
export function engineReport(missing: readonly string[], install: string): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      for (const [engine, of] of Map.groupBy(sessions, ({ browser }) => browser.name)) {
        const results = of.flatMap(({ testResults }) => (testResults ? all(testResults) : []));
        const passed = results.filter((test) => test.passed).length;
        console.log(`${engine}: ${passed} of ${results.length} tests passed`);
      }
      for (const engine of missing) {
        console.log(`${engine}: not installed, so not tested. "${install}" gets it.`);
      }
    },
  };
}

function all({ tests, suites }: TestSuiteResult): TestSuiteResult['tests'] {
  return [...tests, ...suites.flatMap(all)];
}
