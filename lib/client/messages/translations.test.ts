import { expect, test } from 'vitest'
import { en } from './en/en'
import { argumentsOf } from './testing/arguments-of'
import type { Areas } from './texts'
import { zhCN } from './zh-CN/zh-CN'

const english: Areas = en
const chinese: Areas = zhCN.areas

test('has Chinese for every English text', () => {
  const missing = keysOf(english).filter(([area, name]) => chinese[area]?.[name] === undefined)
  expect(missing.map(at('is missing. Add it in Chinese'))).toEqual([])
})

test('has no Chinese for a text that English does not have', () => {
  const superfluous = keysOf(chinese).filter(([area, name]) => english[area]?.[name] === undefined)
  expect(superfluous.map(at('is not in lib/client/messages/en. Remove it, or rename it as there'))).toEqual([])
})

test('takes the same arguments in both languages', () => {
  const wrong = keysOf(english).flatMap(([area, name]) => {
    const [source, translation] = [english[area]?.[name], chinese[area]?.[name]]
    if (source === undefined || translation === undefined) return []
    const [wanted, given] = [argumentsOf(source), argumentsOf(translation)]
    return wanted === given ? [] : [`zh-CN ${area}.${name} fills in [${given}], English [${wanted}]`]
  })
  expect(wrong).toEqual([])
})

test('has no space before a percent sign in Chinese', () => {
  const texts = [...Object.values(chinese), ...Object.values(zhCN.problems)].flatMap(Object.values)
  expect(texts.filter((text) => JSON.stringify(text).includes(' %'))).toEqual([])
})

function keysOf(areas: Areas): [area: string, name: string][] {
  return Object.entries(areas).flatMap(([area, messages]) =>
    Object.keys(messages).map((name): [string, string] => [area, name]),
  )
}

function at(what: string) {
  return ([area, name]: [string, string]) => `lib/client/messages/zh-CN: ${area}.${name} ${what}.`
}
