import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calculate } from '../shared/values/calculate'
import { chatApp, runApp } from '../testing/run-app'

test.each([
  ['0.1 + 0.2', '0.3'],
  ['1 - 2 - 3', '-4'],
  ['2 + 3 * 4', '14'],
  ['-2 ^ 2', '-4'],
  ['2 ^ 3 ^ 2', '512'],
  ['2 ** -1', '0.5'],
  ['7 % 4 * 2', '6'],
  ['(1.005 * 100)', '100.5'],
  ['round(2.345, 2)', '2.35'],
  ['percent(80, 25)', '20'],
  ['sum(1, 2, [3, 4.5])', '10.5'],
  ['sum([])', '0'],
  ['average([2, 4])', '3'],
  ['MAX(1, min(5, 3))', '3'],
  ['1e3 / 8', '125'],
  ['round(pi * 100)', '314'],
  ['12345678901234567890 + 1', '12345678901234567891'],
])('%s = %s', (expression, result) => {
  expect(calculate(expression)).toBe(result)
})

test.each([
  ['', 'ends too early'],
  ['1 +', 'ends too early'],
  ['1 2', 'is not expected'],
  ['(1', 'is missing'],
  ['sum(1', 'is missing'],
  ['1 / 0', 'division by zero'],
  ['sqrt(-1)', 'not a finite number'],
  ['9 ^ 9 ^ 9', 'larger than 10,000'],
  ['constructor', 'not a number or function'],
  ['__proto__', 'not part of an expression'],
  ['process.exit()', 'not part of an expression'],
  ['abs(1, 2)', 'takes 1 values'],
  ['round(1, 99)', '0 to 30 digits'],
  ['1;2', 'not part of an expression'],
  [`${'1+'.repeat(600)}1`, 'maximum is 1000'],
])('rejects %s: %s', (expression, reason) => {
  expect(() => calculate(expression)).toThrow(reason)
})

test('agrees with integer arithmetic, and no text makes it run for long or fail in another way', () => {
  const expression = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.integer({ min: 0, max: 99 }).map(String),
      fc.tuple(tie('value'), fc.constantFrom('+', '-', '*'), tie('value')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    ),
  })).value
  const exact = (text: string): bigint => {
    const [, a = '', sign, b = ''] = split(text) ?? []
    if (sign === undefined) return BigInt(text)
    const [left, right] = [exact(a), exact(b)]
    return sign === '+' ? left + right : sign === '-' ? left - right : left * right
  }
  fc.assert(
    fc.property(
      expression.filter((text) => text.length < 120),
      (text) => {
        const value = exact(text)
        if (String(value).length <= 30) expect(calculate(text)).toBe(String(value))
      },
    ),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        calculate(text)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        expect((error as Error).message).not.toBe('')
      }
    }),
  )
})

/** `(a + b)` as its parts. */
function split(text: string): [string, string, string, string] | null {
  if (!text.startsWith('(')) return null
  let depth = 0
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (depth === 0 && text[at] === ' ') return [text, text.slice(1, at), text[at + 1] ?? '', text.slice(at + 3, -1)]
  }
  return null
}

test('takes the values of other steps, and fails with the reason', async () => {
  const graph = chatApp(
    [{ id: 'math', type: 'math', config: { expression: 'round({{price}} * 1.19, 2)' } }],
    ['in.message -> math.price', 'math.text -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: '10' } })).outputs?.text).toBe('11.9')
  const { error } = await runApp(graph, { inputs: { message: 'ten' } })
  expect([error?.code, error?.message]).toEqual(['INVALID_INPUT', expect.stringContaining('“ten”')])
})
