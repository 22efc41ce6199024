// TypeScript 7 checks the tree in seconds; lib/graph once more with its own settings, without DOM and Node.
import { modernNode } from './node24.mjs'
import { run } from './steps.mjs'

for (const project of ['tsconfig.json', 'lib/graph/tsconfig.json']) {
  await run(modernNode(), ['node_modules/typescript-7/bin/tsc', '--noEmit', '-p', project])
}
