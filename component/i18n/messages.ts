import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { Language } from './locale.ts';
import type { Messages } from './message-types.ts';

export const messages: Readonly<Record<Language, Messages>> = { ko, en, ja };
