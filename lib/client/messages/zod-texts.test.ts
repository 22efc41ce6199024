import { expect, test } from 'vitest'
import { z } from 'zod'
import { translate } from './sentence-book'
import { zhCN } from './zh-CN/zh-CN'

const messageOf = (schema: z.ZodType, value: unknown) => {
  const message = schema.safeParse(value).error?.issues[0]?.message ?? ''
  return translate(message, zhCN.sentences ?? {})
}

test('what zod itself says of a form’s values is said in Chinese', () => {
  expect([
    messageOf(z.string(), undefined),
    messageOf(z.number(), 'x'),
    messageOf(z.number().min(1), 0),
    messageOf(z.number().int(), 1.5),
    messageOf(z.number().max(9), 10),
    messageOf(z.number().positive(), 0),
    messageOf(z.string().min(3), 'a'),
    messageOf(z.string().max(1), 'abc'),
    messageOf(z.array(z.string()).min(1), []),
    messageOf(z.array(z.string()).max(1), ['a', 'b']),
    messageOf(z.enum(['a', 'b']), 'c'),
    messageOf(z.url(), 'x'),
    messageOf(z.string().regex(/^a/), 'b'),
    messageOf(z.strictObject({}), { a: 1 }),
    messageOf(z.string().min(1), ''),
    messageOf(z.string().length(3), 'a'),
    messageOf(z.array(z.string()).length(2), []),
  ]).toEqual([
    '必须填写（字符串）',
    '应为数字，而收到的是字符串',
    '不得小于 1',
    '应为整数，而收到的是数字',
    '不得大于 9',
    '必须大于 0',
    '至少 3 个字符',
    '最多 1 个字符',
    '至少 1 项',
    '最多 1 项',
    '不在可选项之内',
    '不是有效的网址',
    '格式不符合要求',
    '未知的字段："a"',
    '必须填写',
    '必须正好是 3 个字符',
    '必须正好是 2 项',
  ])
})

test('a problem of a node’s settings is said with the field and what zod found there', () => {
  const english = '“Answer” (temperature): Too big: expected number to be <=2'
  expect(translate(english, zhCN.sentences ?? {})).toBe('“Answer”（temperature）：不得大于 2')
})

test('the path of a field and the values of a schema are no kinds of values', () => {
  const say = (english: string) => translate(english, zhCN.sentences ?? {})
  expect(say('“Answer” (object): Invalid URL')).toBe('“Answer”（object）：不是有效的网址')
  expect(say('Invalid string: must start with "object"')).toBe('必须以“object”开头')
})
