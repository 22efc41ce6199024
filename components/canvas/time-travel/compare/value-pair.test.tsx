import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { ValuePair } from './value-pair'

const passage = {
  chunkId: 'c1',
  documentId: 'd1',
  documentName: 'Handbook.pdf',
  knowledgeBaseId: 'k1',
  headings: ['Care'],
  text: 'Use citric acid.',
  page: null,
  start: 10,
  end: 26,
  score: 34.123,
}

const render = (before: Json, after: Json) =>
  renderToStaticMarkup(<ValuePair name="documents" before={before} after={after} />)

test('compares passages of two runs as text', () => {
  const html = render([passage], [{ ...passage, text: 'Use vinegar.' }])
  expect(html).toContain('Handbook.pdf › Care')
  expect(html).not.toContain('chunkId')
  expect(render([passage], [passage])).not.toContain('chunkId')
})

test('compares passages with the same text but other differences as JSON', () => {
  const html = render([passage], [{ ...passage, score: 12.5 }])
  expect(html).toMatch(/<del[^>]*>[^<]*34\.123/)
  expect(html).toMatch(/<ins[^>]*>[^<]*12\.5/)
})
