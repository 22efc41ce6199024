import { expect, test } from 'vitest'
import { limitSources } from './limit-sources'

const citation = { number: 1, chunkId: 'c1', documentId: 'd1', documentName: 'a.pdf', page: 2, start: 5, end: 9 }
const passage = { chunkId: 'c2', documentName: 'b.pdf', page: 1, start: 0, end: 4, text: 'text', headings: ['Head'] }
const outputs = {
  text: 'An answer [1].',
  citations: [{ ...citation, quote: 'quote' }],
  data: { found: [passage], best: passage, total: 1, names: ['x'] },
}

test('whole documents and cited passages leave the outputs unchanged', () => {
  expect(limitSources(outputs, 'document')).toBe(outputs)
  expect(limitSources(outputs, 'passage')).toBe(outputs)
})

test('"name" reduces citations and passages, at any depth, to the name of their document', () => {
  const bareCitation = { page: null, start: 0, end: 0, quote: '' }
  const named = { chunkId: 'c2', documentName: 'b.pdf', ...bareCitation }
  expect(limitSources(outputs, 'name')).toEqual({
    text: 'An answer [1].',
    citations: [{ number: 1, chunkId: 'c1', documentName: 'a.pdf', ...bareCitation }],
    data: { found: [named], best: named, total: 1, names: ['x'] },
  })
})

test('"none" removes citations and passages, and nothing else', () => {
  expect(limitSources(outputs, 'none')).toEqual({
    text: 'An answer [1].',
    citations: [],
    data: { found: [], total: 1, names: ['x'] },
  })
})
