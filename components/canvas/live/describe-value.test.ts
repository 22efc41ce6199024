import { expect, test } from 'vitest'
import { describeValue } from './describe-value'

const passage = {
  chunkId: 'c1',
  documentId: 'd1',
  documentName: 'Handbook.pdf',
  knowledgeBaseId: 'k1',
  headings: [],
  text: '\nWarranty.\n\nIt lasts eleven years.',
  page: null,
  start: 0,
  end: 30,
  score: 1,
}

test('describes passages on an edge by document and first line, other lists as JSON', () => {
  const two = [passage, { ...passage, chunkId: 'c2', documentName: 'Parts.csv', text: 'Lid, 4 euros' }]
  expect(describeValue(two)).toEqual({
    type: 'Passages',
    size: '2 items',
    text: '1 Handbook.pdf: Warranty.\n2 Parts.csv: Lid, 4 euros',
  })
  expect(describeValue(['a'])).toMatchObject({ type: 'List', text: '[\n "a"\n]' })
})
