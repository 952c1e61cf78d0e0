/**
 * Takes the place of index.ts among React's server components (the condition `react-server`), whose
 * imports never get to a browser.
 */
import { warnOnce } from './server-import.ts';

export * from './no-page.ts';

warnOnce(
  "It is imported by a server component. That import does nothing, since it never gets to the browser: import it in a file that begins with 'use client'.",
);
