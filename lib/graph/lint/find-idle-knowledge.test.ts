import { expect, test } from 'vitest'
import type { IssueCode } from '../issue'
import { base, ends, fixOf, found, type GivenFacts, node } from '../testing/lint-graph'

test('reports deleted, empty, ingesting and unembedded knowledge', () => {
  const nodes = [...ends, node('look', 'retriever', { knowledgeBaseId: base })]
  const edges = ['in.message > look.query']
  const facts = (overrides: object) => ({
    knowledgeBases: [{ id: base, name: 'Handbook', passages: 0, pending: 0, problem: null, ...overrides }],
  })
  const one = (known: GivenFacts, code: IssueCode = 'KNOWLEDGE_EMPTY') =>
    found(code, nodes, edges, known).map((issue) => issue.severity)
  expect(one({})).toEqual([])
  expect(one({ knowledgeBases: [] }, 'KNOWLEDGE_MISSING')).toEqual(['warning'])
  const other = { id: 'other', name: 'Manual', passages: 3, pending: 0, problem: null }
  const [missing] = found('KNOWLEDGE_MISSING', nodes, edges, { knowledgeBases: [other] })
  expect(fixOf(missing)).toBe('Use “Manual”')
  expect(missing?.fix?.change).toMatchObject({ nodeId: 'look', path: 'knowledgeBaseId', value: 'other' })
  expect(one(facts({}))).toEqual(['warning'])
  expect(one(facts({ pending: 3 }))).toEqual(['hint'])
  expect(one(facts({ passages: 9, problem: '4 of 9 passages have no vector.' }))).toEqual(['warning'])
})
