import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Json } from '@/lib/core/json'
import { ValueBlock } from './value-block'

const passage = {
  chunkId: 'c1',
  documentId: 'd1',
  documentName: 'Handbook.pdf',
  knowledgeBaseId: 'k1',
  headings: ['Care'],
  text: 'Use citric acid.',
  page: 3,
  start: 10,
  end: 26,
  score: 34.123,
}

const shown = (value: Json) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <ValueBlock name="documents" value={value} />
    </QueryClientProvider>,
  )

test('shows passages with document, location, score and text, and the raw value on request', () => {
  const html = shown([passage])
  for (const part of ['documents · 1 passage', 'Handbook.pdf', 'Care › page 3', 'score 34.1', 'Use citric acid.'])
    expect(html).toContain(part)
  expect(html).toContain('JSON')
  expect(html).not.toContain('chunkId')
})

test('a list with other items stays JSON', () => {
  expect(shown([passage, 'more'])).toContain('chunkId')
})
