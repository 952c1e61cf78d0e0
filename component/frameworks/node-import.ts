import { explainServerImport } from './server-import.ts';

// Tests of a page run in Node as well, with a document.
if (typeof document === 'undefined') explainServerImport(new Error().stack ?? '');
