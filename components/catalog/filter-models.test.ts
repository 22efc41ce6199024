import { expect, test } from 'vitest'
import type { ListedModel } from '@/lib/contracts/model-cards'
import { parseCompared, writeCompared } from './compare/compared-models'
import { type CatalogFilters, filterModels, MODEL_ORDERS } from './filter-models'

const NONE: CatalogFilters = {
  search: '',
  where: '',
  ability: '',
  service: '',
  licence: '',
  region: '',
  context: '',
  price: '',
}
const model = (name: string, overrides: Partial<ListedModel>): ListedModel => ({
  connection: 'c',
  connectionName: 'Mine',
  provider: 'p',
  providerLabel: 'P',
  model: name,
  label: name,
  isKnown: true,
  abilities: ['chat'],
  contextTokens: null,
  licence: null,
  openWeights: null,
  regions: null,
  dataUse: null,
  knowledgeDate: null,
  retiresOn: null,
  inputMicros: null,
  outputMicros: null,
  measured: null,
  quality: null,
  safety: null,
  scorecard: { known: 0, score: null },
  ...overrides,
})
const all = [
  model('big', { contextTokens: 1_000_000, inputMicros: 2_000_000, licence: 'proprietary', regions: ['us'] }),
  model('free', {
    contextTokens: 8_000,
    inputMicros: 0,
    licence: 'mit',
    regions: ['local'],
    abilities: ['embed'],
    scorecard: { known: 60, score: 70 },
  }),
  model('unknown', { connectionName: null, scorecard: { known: 40, score: null } }),
]
const names = (filters: Partial<CatalogFilters>) => filterModels(all, { ...NONE, ...filters }).map(({ label }) => label)

test('filters keep models that are known to match', () => {
  expect(names({})).toEqual(['big', 'free', 'unknown'])
  expect(names({ price: '1000000' })).toEqual(['free'])
  expect(names({ context: '8000' })).toEqual(['big', 'free'])
  expect(names({ region: 'us' })).toEqual(['big'])
  expect(names({ ability: 'embed', licence: 'mit' })).toEqual(['free'])
  expect([names({ where: 'available' }), names({ where: 'connected' })]).toEqual([['unknown'], ['big', 'free']])
  expect(names({ search: ' MIT ' })).toEqual(['free'])
})

test('unknown values come last in every order', () => {
  const sorted = (order: keyof typeof MODEL_ORDERS) => [...all].sort(MODEL_ORDERS[order]).map(({ label }) => label)
  expect(sorted('price')).toEqual(['free', 'big', 'unknown'])
  expect(sorted('context')).toEqual(['big', 'free', 'unknown'])
  expect([sorted('score'), sorted('known')]).toEqual([
    ['free', 'big', 'unknown'],
    ['free', 'unknown', 'big'],
  ])
})

test('compared models round-trip through an address, including slashes and commas in names', () => {
  const selected = [
    { connection: 'available.groq', model: 'openai/gpt-oss-20b' },
    { connection: 'c1', model: 'odd,name%' },
  ]
  expect(parseCompared(writeCompared(selected))).toEqual(selected)
  expect(parseCompared('%E0%A4%A,nothing')).toEqual([])
})
