import { expect, test } from 'vitest'
import { rankByKeywords } from './rank-by-keywords'

const passage = (text: string, keywordRank: number | null = null) => ({
  chunkId: text,
  documentId: 'd',
  documentName: 'd',
  knowledgeBaseId: '',
  headings: [],
  text,
  page: null,
  start: 0,
  end: text.length,
  vectorRank: null,
  keywordRank,
  score: 0,
})
const order = (question: string, texts: string[]) =>
  rankByKeywords(
    question,
    texts.map((text) => passage(text)),
  ).map(({ text }) => text)

test('ranks the passage with the rare words of the question first, and keeps the order otherwise', () => {
  const texts = ['The lease of the house.', 'The garden of the house.', 'The notice period is three months.']
  expect(order('What is the notice period of the lease?', texts)[0]).toBe('The notice period is three months.')
  expect(order('Résumé?', ['a b', 'c d', 'His RESUME'])).toEqual(['His RESUME', 'a b', 'c d'])
  expect(order('租金是多少', ['通知期三个月', '租金九百欧元'])[0]).toBe('租金九百欧元')
})

test('keeps the order of search results', () => {
  const found = [passage('b', 1), passage('a', 2)]
  expect(rankByKeywords('a', found)).toEqual(found)
})
