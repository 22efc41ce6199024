import { globSync, readFileSync } from 'node:fs'
import compile from 'icu-minify/compile'
import { expect, test } from 'vitest'
import { englishProblems } from './en/en'
import { problem } from './problem'
import type { ProblemTexts } from './types'
import { chineseProblems } from './zh-CN/zh-CN'

const english: ProblemTexts = englishProblems
const chinese: ProblemTexts = chineseProblems
const keysOf = (texts: ProblemTexts) =>
  Object.entries(texts).flatMap(([area, names]) => Object.keys(names).map((name) => `${area}.${name}`))
const textOf = (texts: ProblemTexts, key: string) => {
  const [area = '', name = ''] = key.split('.')
  return texts[area]?.[name] ?? ''
}

test('has the same keys in English and Chinese', () => {
  expect(keysOf(chinese).toSorted()).toEqual(keysOf(english).toSorted())
})

test('takes the same parameters in both languages', () => {
  const differing = keysOf(english).filter(
    (key) => paramsOf(textOf(english, key)).join() !== paramsOf(textOf(chinese, key)).join(),
  )
  expect(differing).toEqual([])
})

const sources = globSync(['lib/**/*.ts', 'components/**/*.{ts,tsx}', 'scripts/**/*.ts'])
  .filter((file) => !/\.test\.tsx?$|\/testing\/|__fixtures__|^lib\/messages\/problems\/(en|zh-CN)\//.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

test('has no text that no code uses', () => {
  const named = new Set(sources.flatMap(({ text }) => Array.from(text.matchAll(/'(\w+\.\w+)'/g), ([, key]) => key)))
  expect(keysOf(english).filter((key) => !named.has(key))).toEqual([])
})

test('code contains no text without a key', () => {
  // `verbatim` is for foreign texts; the type of AppError accepts no plain string.
  const literal = /verbatim\(\s*['"`]/
  expect(sources.filter(({ text }) => literal.test(text)).map(({ file }) => file)).toEqual([])
})

test.each([
  ['English', english],
  ['Chinese', chinese],
] as const)('%s texts are valid ICU MessageFormat', (_, texts) => {
  // Text without an argument is used unchanged.
  const broken = keysOf(texts).filter((key) => {
    if (!textOf(texts, key).includes('{')) return false
    try {
      compile(textOf(texts, key))
      return false
    } catch {
      return true
    }
  })
  expect(broken).toEqual([])
})

test('English texts are sentences or parts of one, without blanks at their ends', () => {
  const texts = keysOf(english).map((key) => textOf(english, key))
  expect(texts.filter((text) => text !== text.trim() || text === '' || /(?<!“\.?)[.!?]{2,}/.test(text))).toEqual([])
})

test('fills in parameters, nested problems and lists of problems', () => {
  expect(problem('budgets.exceeded', { budget: '{x}', limit: '$1', renewal: problem('budgets.neverResets') })).toEqual({
    key: 'budgets.exceeded',
    message: 'The budget “{x}” ($1) is used up. It does not reset. Raise its limit to continue.',
    params: {
      budget: '{x}',
      limit: '$1',
      renewal: { key: 'budgets.neverResets', message: 'It does not reset. Raise its limit to continue.' },
    },
  })
  expect(problem('runs.inputsUnknown', { count: 1 }).message).toBe(
    '1 node that this one depends on has no result yet. Run it first.',
  )
  expect(problem('openai.previousResponseMissing', { id: 'r1' }).message).toBe(
    "Previous response with id 'r1' not found.",
  )
})

test('reduces a nested error in the parameters to its message and key', () => {
  const nested = Object.assign(new Error('Gone.'), { key: 'files.missing', details: { secret: 1 } })
  expect(problem('nodes.itemFailed', { item: 2, error: nested }).params).toEqual({
    item: 2,
    error: { message: 'Gone.', key: 'files.missing' },
  })
})

/** A brace after `one`, `other` or `none` opens a branch of a plural or select. */
function paramsOf(text: string): string[] {
  const names = text.matchAll(/(?<!\b(?:one|other|none) )\{(\w+)[,}]/g)
  return [...new Set(Array.from(names, ([, name = '']) => name))].toSorted()
}
