/** Takes the place of index.ts in Node, where pages are rendered. */
import './node-import.ts';

export * from '../index.ts';
