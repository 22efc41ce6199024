import type { CatalogFacts, Measured, ModelCardView, ModelSummary } from '@/lib/contracts/model-cards'
import type { CheckView } from '@/lib/contracts/model-checks'

/** A model without any known facts. */
export const UNKNOWN_SUMMARY: ModelSummary = {
  connection: '00000000-0000-7000-8000-000000000000',
  connectionName: 'Mine',
  provider: 'openai-compatible',
  providerLabel: 'OpenAI-compatible',
  model: 'house-model',
  label: 'house-model',
  isKnown: false,
  abilities: [],
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
}

export const MEASURED: Measured = {
  calls: 200,
  failures: 2,
  availability: 0.995,
  errorRate: 0.01,
  firstTokenP50Ms: 400,
  firstTokenP95Ms: 1_600,
  tokensPerSecond: 80,
  costPerThousandRunsMicros: 1_250_000,
  unpricedCalls: 0,
  lastUsedAt: '2026-11-24T10:00:00.000Z',
}

export const FACTS: CatalogFacts = {
  family: 'x',
  maxOutputTokens: 4_096,
  releasedOn: '2025-01-01',
  replacement: null,
  note: null,
  ownHardware: false,
  prices: [],
  unitPrices: [],
  documentation: 'https://example.com/docs',
  statusPage: null,
  price: { validFrom: '2025-01-01', input: 150_000, output: 600_000, cachedInput: 75_000 },
  dataUse: { policy: 'no-training', retentionDays: 30, source: 'https://example.com/data' },
  sources: ['https://example.com/docs'],
  checkedOn: '2026-11-24',
}

export const KNOWN_SUMMARY: ModelSummary = {
  ...UNKNOWN_SUMMARY,
  isKnown: true,
  label: 'House Model',
  abilities: ['chat', 'tools'],
  contextTokens: 128_000,
  licence: 'mit',
  openWeights: true,
  regions: ['eu'],
  dataUse: 'no-training',
  knowledgeDate: '2024-10',
  retiresOn: null,
  inputMicros: 150_000,
  outputMicros: 600_000,
  measured: MEASURED,
  quality: 0.8,
  safety: 0.75,
}

export function checkOf(kind: CheckView['kind'], overrides: Partial<CheckView> = {}): CheckView {
  return {
    id: '00000000-0000-7000-8000-000000000001',
    connection: KNOWN_SUMMARY.connection,
    model: 'house-model',
    kind,
    status: 'done',
    done: 60,
    total: 60,
    score: 0.8,
    summary: null,
    error: null,
    errorRef: null,
    dataset: { name: 'Support', number: 3 },
    createdAt: '2026-11-01T10:00:00.000Z',
    endedAt: '2026-11-01T10:05:00.000Z',
    ...overrides,
  }
}

export function cardOf(overrides: Partial<ModelCardView> = {}): ModelCardView {
  return {
    summary: UNKNOWN_SUMMARY,
    facts: null,
    days: [],
    usedBy: { apps: [], routes: [], isDefault: false },
    texts: { intendedUse: '', limits: '', notes: '' },
    textsUpdatedAt: null,
    checks: [],
    scorecard: { score: null, known: 0, areas: [] },
    ...overrides,
  }
}
