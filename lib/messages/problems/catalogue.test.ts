import { globSync, readFileSync } from 'node:fs'
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

test('has no text that no code uses', () => {
  const sources = globSync(['lib/**/*.ts', 'components/**/*.{ts,tsx}', 'scripts/**/*.ts'])
    .filter((file) => !/\.test\.tsx?$|^lib\/messages\/problems\/(en|zh-CN)\//.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  expect(keysOf(english).filter((key) => !sources.includes(`'${key}'`))).toEqual([])
})

test('English texts are sentences or parts of one, without blanks at their ends', () => {
  const texts = keysOf(english).map((key) => textOf(english, key))
  expect(texts.filter((text) => text !== text.trim() || text === '' || /(?<!“\.?)[.!?]{2,}/.test(text))).toEqual([])
})

test('fills in parameters, nested problems and several in a row', () => {
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

test('parameters hold nothing but problems where an error is nested', () => {
  const nested = Object.assign(new Error('Gone.'), { key: 'files.missing', details: { secret: 1 } })
  expect(problem('nodes.itemFailed', { item: 2, error: nested }).params).toEqual({
    item: 2,
    error: { message: 'Gone.', key: 'files.missing' },
  })
})

/** A brace behind `one` or `other` opens a branch of a plural. */
function paramsOf(text: string): string[] {
  const names = text.matchAll(/(?<!\b(?:one|other) )\{(\w+)[,}]/g)
  return [...new Set(Array.from(names, ([, name = '']) => name))].toSorted()
}
