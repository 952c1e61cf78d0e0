import { z } from 'zod';

/** A text that a function finds nothing wrong with. */
export function checked(problemOf: (text: string) => string | undefined) {
  return z.string().superRefine((text, ctx) => {
    const problem = problemOf(text);
    if (problem !== undefined) ctx.addIssue({ code: 'custom', message: problem });
  });
}
