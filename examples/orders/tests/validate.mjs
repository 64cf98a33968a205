/* node validate.mjs FOLDER_OF_NODE_MODULES kubernetes|dockerfile FILE: prints what is wrong with it; fails if anything is.
 * kubernetes: the file is JSON, an array of objects. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [folder, kind, file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');

async function* kubernetes() {
  for (const object of JSON.parse(text)) {
    const models = await import(`${folder}/kubernetes-models/${object.apiVersion}/index.js`);
    try {
      new models[object.kind](object).validate();
    } catch (error) {
      yield `${object.kind} ${object.metadata.name}: ${error.message}`;
    }
  }
}

async function* dockerfile() {
  const require = createRequire(`${folder}/`);
  for (const problem of require('dockerfile-utils').validate(text))
    yield `line ${problem.instructionLine + 1}: ${problem.message}`;
}

for await (const problem of kind === 'kubernetes' ? kubernetes() : dockerfile()) {
  console.log(problem);
  process.exitCode = 1;
}
