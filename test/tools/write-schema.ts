import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';

for (const [path, content] of await generatedFiles()) writeFileSync(path, content);
