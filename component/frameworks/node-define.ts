/** Takes the place of define.ts in Node, where pages are rendered. */
import './node-import.ts';

export * from '../define.ts';
