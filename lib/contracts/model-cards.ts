import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { CardParams, MeasuredDays } from './card-params'
import { CATALOG_ABILITIES, CatalogPrice, DATA_USE_POLICIES, DataUse, UnitPrice } from './catalog'
import { defineContract } from './contract'
import { CheckView } from './model-checks'
import { Scorecard } from './scorecard'
import { Timestamp } from './shared'

/** Metrics of calls from this instance. Cached responses do not count. */
export const Measured = z.strictObject({
  calls: z.number().int(),
  failures: z.number().int(),
  /** 0..1: the share of completed calls that the service answered. */
  availability: z.number().nullable(),
  /** 0..1: the share of calls that failed for any reason. */
  errorRate: z.number().nullable(),
  firstTokenP50Ms: z.number().nullable(),
  firstTokenP95Ms: z.number().nullable(),
  /** Median, from the first token to the last. */
  tokensPerSecond: z.number().nullable(),
  /** Only the model's own calls in runs that used it; null when no call had a known price. */
  costPerThousandRunsMicros: z.number().int().nullable(),
  unpricedCalls: z.number().int(),
  lastUsedAt: Timestamp.nullable(),
})
export type Measured = z.infer<typeof Measured>

export const MeasuredDay = z.strictObject({
  day: z.iso.date(),
  calls: z.number().int(),
  failures: z.number().int(),
  firstTokenP50Ms: z.number().nullable(),
  firstTokenP95Ms: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
})
export type MeasuredDay = z.infer<typeof MeasuredDay>

/** A model in the list. Null values are unknown. */
export const ModelSummary = z.strictObject({
  /** Connection as in the URL of its card. */
  connection: z.string(),
  /** Null if its service is not connected. */
  connectionName: z.string().nullable(),
  provider: z.string(),
  providerLabel: z.string(),
  model: z.string(),
  label: z.string(),
  /** Whether the catalog has an entry for it. */
  isKnown: z.boolean(),
  abilities: z.array(z.enum(CATALOG_ABILITIES)),
  contextTokens: z.number().int().nullable(),
  licence: z.string().nullable(),
  openWeights: z.boolean().nullable(),
  regions: z.array(z.string()).nullable(),
  dataUse: z.enum(DATA_USE_POLICIES).nullable(),
  knowledgeDate: z.string().nullable(),
  retiresOn: z.string().nullable(),
  /** Millionths of a dollar for a million tokens, today; 0 on own hardware. */
  inputMicros: z.number().int().nullable(),
  outputMicros: z.number().int().nullable(),
  measured: Measured.nullable(),
  /** Latest quality check, 0..1. */
  quality: z.number().nullable(),
  /** Latest safety check, 0..1. */
  safety: z.number().nullable(),
})
export type ModelSummary = z.infer<typeof ModelSummary>

/** A model in the list with its scores, 0..100 each; no score where too little is known. */
export const ListedModel = z.strictObject({
  ...ModelSummary.shape,
  scorecard: z.strictObject({ known: z.number(), score: z.number().nullable() }),
})
export type ListedModel = z.infer<typeof ListedModel>

/** Catalog facts not in the summary. */
export const CatalogFacts = z.strictObject({
  family: z.string().nullable(),
  maxOutputTokens: z.number().int().nullable(),
  releasedOn: z.string().nullable(),
  replacement: z.string().nullable(),
  note: z.string().nullable(),
  ownHardware: z.boolean(),
  /** Today's price. */
  price: CatalogPrice.nullable(),
  prices: z.array(CatalogPrice),
  /** Prices not billed by token: by the minute, the character or the image. */
  unitPrices: z.array(UnitPrice),
  dataUse: DataUse.nullable(),
  documentation: z.string().nullable(),
  statusPage: z.string().nullable(),
  sources: z.array(z.string()),
  checkedOn: z.string(),
})
export type CatalogFacts = z.infer<typeof CatalogFacts>

export const CardTexts = z.strictObject({
  intendedUse: z.string().max(4_000),
  limits: z.string().max(4_000),
  notes: z.string().max(4_000),
})
export type CardTexts = z.infer<typeof CardTexts>

export const ModelCardView = z.strictObject({
  summary: ModelSummary,
  facts: CatalogFacts.nullable(),
  days: z.array(MeasuredDay),
  usedBy: z.strictObject({
    apps: z.array(z.strictObject({ id: Id, name: z.string(), inDraft: z.boolean(), isPublished: z.boolean() })),
    routes: z.array(z.strictObject({ id: Id, name: z.string() })),
    isDefault: z.boolean(),
  }),
  texts: CardTexts,
  textsUpdatedAt: Timestamp.nullable(),
  /** Newest first, at most twenty. */
  checks: z.array(CheckView),
  scorecard: Scorecard,
})
export type ModelCardView = z.infer<typeof ModelCardView>

const PATH = '/api/studio/catalog/models'
const CARD_PATH = `${PATH}/:connectionId/:model`
const DaysQuery = z.strictObject({ days: MeasuredDays.default('7') })

/** Lists models of the connections, the built-in ones, and those of the catalog whose service is not connected. */
export const listCatalogModels = defineContract({
  name: 'catalog.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  query: DaysQuery,
  response: z.strictObject({ models: z.array(ListedModel) }),
})

export const getModelCard = defineContract({
  name: 'catalog.card',
  method: 'GET',
  path: CARD_PATH,
  access: 'viewer',
  params: CardParams,
  query: DaysQuery,
  response: ModelCardView,
})

export const saveModelCard = defineContract({
  name: 'catalog.saveCard',
  method: 'PUT',
  path: CARD_PATH,
  access: 'editor',
  params: CardParams,
  body: CardTexts,
  response: ModelCardView,
})

export const downloadModelCard = defineContract({
  name: 'catalog.downloadCard',
  method: 'GET',
  path: `${CARD_PATH}/file`,
  access: 'viewer',
  params: CardParams,
  query: z.strictObject({ format: z.enum(['markdown', 'hugging-face']).default('markdown') }),
  response: z.instanceof(Response),
  responseKind: 'file',
})
