import { expect, test } from 'vitest'
import { toQueryTerms } from '../query/term-query'
import { markTerms } from './mark-terms'

const marked = (text: string, question: string) =>
  markTerms(text, toQueryTerms(question)).map(([start, end]) => text.slice(start, end))

test('marks words in their original form', () => {
  expect(marked('The Seine flows through Paris. Rivers flow.', 'which river flows in paris')).toEqual([
    'flows',
    'Paris',
    'Rivers',
    'flow',
  ])
})

test('marks Chinese by pairs, merging adjacent ones', () => {
  expect(marked('黑豹队在联赛中排名第六', '黑豹队排名')).toEqual(['黑豹队', '排名'])
})

test.each([
  ['データベースのパスワード', 'パスワードとは', ['パスワード']],
  ['한국어 문서입니다', '문서', ['문서']],
  ['ব্যাংক হিসাব', 'ব্যাংক', ['ব্যাংক']],
  ['Written in C# by O’Brien', "O'Brien C#", ['C#', 'O’Brien']],
])('marks whole words of other scripts: %s', (text, question, marks) => {
  expect(marked(text, question)).toEqual(marks)
})

test('marks nothing without common terms', () => {
  expect(marked('Cats sleep.', 'the of and')).toEqual([])
})
