import type { schema as english } from '../en/schema'
import type { Translated } from '../types'

export const schema: Translated<typeof english> = {
  wholeValue: '该值',
  notAllowed: '{path} 不允许出现。',
  wrongType: '{path} 的类型必须是 {types}，而现在是{actual}。',
  oneOf: '{path} 必须是以下之一：{values}。',
  equal: '{path} 必须是 {value}。',
  tooShort: '{path} 至少需要 {count} 个字符。',
  tooLong: '{path} 超过 {count} 个字符。',
  pattern: '{path} 必须匹配模式 {pattern}。',
  atLeast: '{path} 不得小于 {limit}。',
  atMost: '{path} 不得大于 {limit}。',
  greater: '{path} 必须大于 {limit}。',
  less: '{path} 必须小于 {limit}。',
  multiple: '{path} 必须是 {step} 的倍数。',
  tooFewItems: '{path} 至少需要 {count} 项。',
  tooManyItems: '{path} 超过 {count} 项。',
  lacks: '{path} 缺少“{name}”。',
  unknownName: '{path} 不在 JSON Schema 中。',
  noForm: '{path} 不符合任何一种允许的形式。',
  null: '空值',
  array: '数组',
  object: '对象',
  string: '字符串',
  number: '数字',
  boolean: '布尔值',
}
