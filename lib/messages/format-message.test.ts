import { expect, expectTypeOf, test } from 'vitest'
import { formatMessage, type MessageArguments } from './format-message'

test('fills in arguments, and formats numbers by the locale', () => {
  expect(formatMessage('“{name}” has {size} tokens.', { name: 'Notes', size: 1_200 }, 'en')).toBe(
    '“Notes” has 1,200 tokens.',
  )
  expect(formatMessage('{share, number, ::percent}', { share: 0.5 }, 'en')).toBe('50%')
})

test('selects plural forms by the rules of the locale', () => {
  const text = '{count, plural, =0 {No files} one {# file of {owner}} other {# files of {owner}}}'
  const english = [0, 1, 1_200].map((count) => formatMessage(text, { count, owner: 'Ann' }, 'en'))
  expect(english).toEqual(['No files', '1 file of Ann', '1,200 files of Ann'])
  expect(formatMessage('{count, plural, other {# 个文件}}', { count: 1 }, 'zh-CN')).toBe('1 个文件')
})

test('selects a branch by keyword', () => {
  const text = '{side, select, input {an input} other {an output}}'
  expect(['input', 'output'].map((side) => formatMessage(text, { side }, 'en'))).toEqual(['an input', 'an output'])
})

test('returns text without braces unchanged', () => {
  expect(formatMessage("It's done, 100 % <b>", {}, 'en')).toBe("It's done, 100 % <b>")
})

test('never parses a value as a message', () => {
  expect(formatMessage('{name}', { name: '{count, plural, other {#}} <b> $&' }, 'en')).toBe(
    '{count, plural, other {#}} <b> $&',
  )
})

test('derives the arguments from the text', () => {
  expectTypeOf<MessageArguments<'{count, plural, one {# file of {owner}} other {# files}}'>>().toEqualTypeOf<{
    count: number
    owner: string | number
  }>()
  expectTypeOf<keyof MessageArguments<'Done.'>>().toEqualTypeOf<never>()
})
