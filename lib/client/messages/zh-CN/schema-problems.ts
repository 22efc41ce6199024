import type { Sentences } from '../sentence-book'

/** What lib/graph/schema/schema-problems.ts says of a value, after “The value” or the path of a part of it. */
const SAID: Sentences = {
  'is not allowed.': '不允许出现。',
  'must be {}, but is {}.': '的类型必须是{2}，而现在是{3}。',
  'must be one of {}.': '必须是以下之一：{2}。',
  'must be {}.': '必须是 {2}。',
  'needs at least {} characters.': '至少需要 {2} 个字符。',
  'has more than {} characters.': '超过 {2} 个字符。',
  'must match the pattern {}.': '必须匹配模式 {2}。',
  'must be at least {}.': '不得小于 {2}。',
  'must be at most {}.': '不得大于 {2}。',
  'must be greater than {}.': '必须大于 {2}。',
  'must be less than {}.': '必须小于 {2}。',
  'must be a multiple of {}.': '必须是 {2} 的倍数。',
  'needs at least {} items.': '至少需要 {2} 项。',
  'has more than {} items.': '超过 {2} 项。',
  'lacks “{}”.': '缺少“{2}”。',
  'is not in the schema.': '不在 JSON Schema 中。',
  'fits none of the allowed forms.': '不符合任何一种允许的形式。',
}

export const schemaProblems: Sentences = {
  'a string': '字符串',
  'an array': '数组',
  'an object': '对象',
  'a boolean': '布尔值',
  ...Object.fromEntries(
    Object.entries(SAID).flatMap(([english, chinese]) => [
      [`/{} ${english}`, `/{1} ${chinese}`],
      [`The value ${english}`, `该值${chinese.replace(/\{(\d)\}/g, (_, number: string) => `{${Number(number) - 1}}`)}`],
    ]),
  ),
}
