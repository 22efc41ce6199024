import { expect, test } from 'vitest'
import { findJsonExcess } from './json-size'

const excessOf = (text: string) => findJsonExcess(Buffer.from(text), { values: 6, names: 2, depth: 3 })

test.each([
  ['{"a":1,"b":2}', null],
  ['{"a":1,"b":2,"c":3}', 'names'],
  ['{"a":{"c":1,"d":2},"b":2}', null],
  ['{"a":{"c":1,"d":2},"b":2,"e":3}', 'names'],
  ['[1,2,3,4,5,6]', null],
  ['[1,2,3,4,5,6,7]', 'values'],
  ['[[[]]]', null],
  ['[[[[', 'depth'],
  ['"{{{{[[[[,,,,,,,,::::"', null],
  [String.raw`"\\",[[[[`, 'depth'],
  [String.raw`"\",[[[["`, null],
  [String.raw`"\\\",[[[["`, null],
  ['"[[[[', null],
])('%s exceeds a limit: %s', (text, excess) => {
  expect(excessOf(text)).toBe(excess)
})
