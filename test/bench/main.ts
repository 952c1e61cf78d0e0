/** `npm run bench`: measures, and asserts nothing, since machines are noisy. */
import { availableParallelism } from 'node:os';
import { measureElementSize } from './element-size.ts';
import { itemAnswerSteps, measureItemAnswers } from './item-answers.ts';
import { progress } from './progress.ts';

const onStep = progress(itemAnswerSteps);
const answers = await measureItemAnswers(onStep);

console.log(`\nThe element, in bytes`);
console.table(measureElementSize());
console.log(`\nItem answers (Node ${process.version}, ${availableParallelism()} cores)`);
console.table(answers);
