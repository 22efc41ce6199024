import { expect, test } from 'vitest'
import { findScriptProblem } from './find-script-problem'

test.each(['return input.text', 'const { a } = input // end', 'if (input.a) return await Promise.resolve(1)', ''])(
  '“%s” is the body of a function',
  async (code) => {
    expect(await findScriptProblem(code)).toBeNull()
  },
)

test.each([
  'return }',
  'export const a = 1',
  '} evil(); {',
  '}]; [async () => {',
  '} export const x = 1; async function y() {',
  'return 1 /* open',
  'with (input) { return a }',
  'return 1\n<!-- html',
])('rejects “%s”', async (code) => {
  expect(await findScriptProblem(code)).not.toBeNull()
})
