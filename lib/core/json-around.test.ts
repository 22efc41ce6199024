import { expect, test } from 'vitest'
import { jsonAround } from './json-around'

test('writes the same as JSON.stringify, for any text and surroundings', () => {
  const make = (text: string) => ({ id: '"delta":"" \\ $& {}', delta: text, more: { a: [1, null] } })
  const write = jsonAround(make)
  for (const text of ['', 'tok', 'a "quoted" \\ line\n', '$& $1', '\u2028 \ud83d\ude00 \0'])
    expect(write(text)).toBe(JSON.stringify(make(text)))
})
