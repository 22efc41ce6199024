import { expect, test } from 'vitest'
import { passagesOf, placeIn } from './passages-of'

const passage = {
  chunkId: 'c1',
  documentId: 'd1',
  documentName: 'Handbook.pdf',
  knowledgeBaseId: 'k1',
  headings: ['Care', 'Descaling'],
  text: 'Use citric acid.',
  page: 3,
  start: 10,
  end: 26,
  score: 1.5,
}

test('a list is shown as passages only if all its items are passages', () => {
  expect(passagesOf([passage])?.[0]).toMatchObject({ documentName: 'Handbook.pdf', score: 1.5 })
  expect([passagesOf([passage, { text: 'no passage' }]), passagesOf([]), passagesOf('text')]).toEqual([
    null,
    null,
    null,
  ])
})

test('citations keep their numbers from the answer', () => {
  const citation = {
    number: 3,
    chunkId: 'c1',
    documentName: 'Handbook.pdf',
    page: 2,
    start: 10,
    end: 26,
    quote: 'Citric acid.',
  }
  expect(passagesOf([citation])).toMatchObject([{ number: 3, text: 'Citric acid.', score: null, headings: [] }])
})

test('the location is the heading path, with the page if known', () => {
  const page = (number: number) => `Page ${number}`
  expect(placeIn(passage, page)).toBe('Care › Descaling › Page 3')
  expect(placeIn({ ...passage, headings: [], page: null }, page)).toBe('')
})
