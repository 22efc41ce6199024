import { expect, test } from 'vitest'
import { translate } from './sentence-book'

const BOOK = {
  'Chat model': '对话模型',
  '“{}” is no node.': '“{1}”不是节点。',
  '“{}” needs a value for {}.': '{2}：“{1}”需要一个值。',
  'Connect “{}” (or {}).': '连接“{1}”（或 {2}）。',
  'Because: {}': '原因：{1}',
}

test('translates whole sentences, and those with something filled in', () => {
  expect([
    translate('Chat model', BOOK),
    translate('“A {1} B” is no node.', BOOK),
    translate('“Answer” needs a value for temperature.', BOOK),
    translate('Connect “x” (or $&).', BOOK),
  ]).toEqual(['对话模型', '“A {1} B”不是节点。', 'temperature：“Answer”需要一个值。', '连接“x”（或 $&）。'])
})

test('translates what was filled in too, but no names that people gave', () => {
  expect([translate('Because: “x” is no node.', BOOK), translate('“Chat model” is no node.', BOOK)]).toEqual([
    ...['原因：“x”不是节点。', '“Chat model”不是节点。'],
  ])
})

test('says so when it has no translation, also for names that every object has', () => {
  expect([translate('Something else.', BOOK), translate('constructor', BOOK)]).toEqual([null, null])
})
