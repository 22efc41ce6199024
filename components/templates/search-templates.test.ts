import { expect, test } from 'vitest'
import type { TemplateView } from '@/lib/contracts/templates'
import { searchTemplates, type TemplateFilter } from './search-templates'

const template = (id: string, overrides: Partial<TemplateView>): TemplateView => ({
  id,
  name: id,
  description: '',
  category: 'data',
  tags: [],
  kind: 'form',
  icon: '',
  needs: [],
  connections: [],
  shape: { nodes: [], edges: [] },
  nodeTypes: [],
  community: null,
  ...overrides,
})

const ALL = [
  template('triage', { name: 'Support triage', category: 'support', needs: ['documents'], tags: ['tickets'] }),
  template('invoice', { name: 'Invoice to JSON', category: 'documents', needs: ['language-model'] }),
  template('slack', {
    name: 'Answer in Slack',
    category: 'support',
    connections: [{ id: 'slack', label: 'Slack', logo: null }],
    description: 'Tickets',
  }),
]
const ids = (filter: Partial<TemplateFilter>) =>
  searchTemplates(ALL, { search: '', category: 'all', isKeyless: false, ...filter }, ({ id }) =>
    id === 'invoice' ? ['Structured output', 'extract'] : [],
  ).map(({ id }) => id)

test('keeps all in their order without a search', () => {
  expect(ids({})).toEqual(['triage', 'invoice', 'slack'])
})

test('finds titles, tags and synonyms of node types, and ranks tags above descriptions', () => {
  expect(ids({ search: 'json' })).toEqual(['invoice'])
  expect(ids({ search: 'EXTRACT' })).toEqual(['invoice'])
  expect(ids({ search: 'tickets' })).toEqual(['triage', 'slack'])
})

test('requires every word of the search', () => {
  expect(ids({ search: 'invoice json' })).toEqual(['invoice'])
  expect(ids({ search: 'invoice slack' })).toEqual([])
})

test('filters by category and by working without a key', () => {
  expect(ids({ category: 'support' })).toEqual(['triage', 'slack'])
  expect(ids({ category: 'support', isKeyless: true })).toEqual(['triage'])
})
