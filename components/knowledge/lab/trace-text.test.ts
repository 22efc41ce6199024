import { expect, test } from 'vitest'
import { type LabTrace, TRACE_VERDICTS } from '@/lib/contracts/retrieval-lab-explain'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { verdictText } from './trace-text'

const trace: LabTrace = {
  expected: { documentId: null, documentName: 'care.txt', quote: 'citric acid' },
  verdict: 'found',
  place: 1,
  chunk: null,
  similarity: 0.4,
  vectorRank: 40,
  wordScore: 1,
  keywordRank: 60,
  fusedRank: null,
  orderRank: null,
  copyOf: 'copy of care.txt',
  failing: [],
  access: null,
  failure: null,
  failureRef: null,
  advice: [],
}
const textOf = (values: Partial<LabTrace>, options: object = {}) =>
  verdictText({ ...trace, ...values }, RetrievalOptions.parse(options))

test('each verdict has its own text', () => {
  const texts = TRACE_VERDICTS.map((verdict) => textOf({ verdict }))
  expect(new Set(texts).size).toBe(TRACE_VERDICTS.length)
  expect(texts.filter((text) => !/^[A-Z].*\.$/.test(text) || text.includes('{'))).toEqual([])
})

test('filters use the labels of the form', () => {
  const failing: LabTrace['failing'] = [
    { field: 'year', operator: 'at-least', value: '2024' },
    { field: 'team', operator: 'exists', value: '' },
  ]
  expect(textOf({ verdict: 'filtered', failing })).toBe(
    'The filters excluded its document: year is at least “2024”; team has a value.',
  )
})

test('a missing candidate is explained for the channels that were searched', () => {
  const text = (mode: string) => textOf({ verdict: 'no-candidate' }, { search: { mode, candidates: 30 } })
  expect(text('hybrid')).toContain('30 candidates of either search')
  expect(text('dense')).toContain('30 semantic candidates, and keyword search is off')
  expect(text('lexical')).toContain('30 keyword candidates, and semantic search is off')
})

test('a document that could not be read is explained with the reason', () => {
  const text = textOf({ verdict: 'document-failed', failure: 'This PDF is damaged and could not be opened.' })
  expect(text).toBe('Its document could not be read: This PDF is damaged and could not be opened.')
})
