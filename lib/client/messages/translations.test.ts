import { expect, test } from 'vitest'
import type { Message } from './catalogue'
import { en } from './en/en'
import { zhCN } from './zh-CN/zh-CN'

const english: Record<string, Record<string, Message>> = en
const chinese: Record<string, Record<string, Message>> = { ...zhCN.areas }

test('has Chinese for every English text', () => {
  const missing = keysOf(english).filter(([area, name]) => chinese[area]?.[name] === undefined)
  expect(missing.map(at('is missing. Add it in Chinese'))).toEqual([])
})

test('has no Chinese for a text that English does not have', () => {
  const superfluous = keysOf(chinese).filter(([area, name]) => english[area]?.[name] === undefined)
  expect(superfluous.map(at('is not in lib/client/messages/en. Remove it, or rename it as there'))).toEqual([])
})

test('fills in the same variables in both languages', () => {
  const wrong = keysOf(english).flatMap(([area, name]) => {
    const [source, translation] = [english[area]?.[name], chinese[area]?.[name]]
    if (source === undefined || translation === undefined) return []
    // What fills in {count} may be left out of a sentence that says “one”, not of the other one.
    const [wanted, given] = [placeholders(source), placeholders(translation)]
    return wanted === given ? [] : [`zh-CN ${area}.${name} fills in [${given}], English [${wanted}]`]
  })
  expect(wrong).toEqual([])
})

test('a percent sign follows its figure without a space in Chinese', () => {
  const texts = [...Object.values(chinese).flatMap(Object.values), ...Object.values(zhCN.sentences ?? {})]
  expect(texts.filter((text) => JSON.stringify(text).includes(' %'))).toEqual([])
})

function keysOf(areas: Record<string, Record<string, Message>>): [area: string, name: string][] {
  return Object.entries(areas).flatMap(([area, messages]) =>
    Object.keys(messages).map((name): [string, string] => [area, name]),
  )
}

function at(what: string) {
  return ([area, name]: [string, string]) => `lib/client/messages/zh-CN: ${area}.${name} ${what}.`
}

function placeholders(message: Message): string {
  const text = typeof message === 'string' ? message : message.other
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ')
}
