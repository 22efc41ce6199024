import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { DatasetParams, ExampleSplit } from './datasets'
import { Timestamp } from './shared'

const PATH = '/api/studio/datasets/:datasetId'
const VersionParams = z.strictObject({ datasetId: Id, datasetVersionId: Id })

const Count = z.strictObject({ name: z.string(), count: z.number().int() })

/** Lengths of the texts: `counts[i]` examples have up to `bounds[i]` tokens. */
const Histogram = z.strictObject({ bounds: z.array(z.number()), counts: z.array(z.number().int()) })

export const DatasetStatistics = z.strictObject({
  examples: z.number().int(),
  tokens: z.number().int(),
  splits: z.strictObject({
    train: z.number().int(),
    validation: z.number().int(),
    test: z.number().int(),
    none: z.number().int(),
  }),
  reviews: z.strictObject({ pending: z.number().int(), approved: z.number().int(), rejected: z.number().int() }),
  /** Most frequent first, with their number in each split. */
  labels: z.array(
    z.strictObject({
      name: z.string(),
      count: z.number().int(),
      train: z.number().int(),
      validation: z.number().int(),
      test: z.number().int(),
    }),
  ),
  /** 0..1: 1 when all labels are equally frequent; null without labels. */
  balance: z.number().nullable(),
  languages: z.array(Count),
  tokensHistogram: Histogram,
  medianTokens: z.number().int(),
  longestTokens: z.number().int(),
  /** Examples with personal data, by kind. */
  personal: z.array(Count),
  /** Number of these examples whose personal data is deliberately kept. */
  keptPersonal: z.number().int(),
  /** Number of questions with more than one example. */
  sameInput: z.number().int(),
  /** Number of these questions in more than one split, so that the test would contain training data. */
  leaks: z.number().int(),
  sources: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.string(),
      origin: z.string(),
      licence: z.string(),
      count: z.number().int(),
    }),
  ),
})
export type DatasetStatistics = z.infer<typeof DatasetStatistics>

export const VersionView = z.strictObject({
  id: Id,
  number: z.number().int(),
  note: z.string(),
  statistics: DatasetStatistics,
  createdByName: z.string().nullable(),
  createdAt: Timestamp,
})
export type DatasetVersionView = z.infer<typeof VersionView>

/** Returns statistics of the current draft. */
export const getStatistics = defineContract({
  name: 'datasets.statistics',
  method: 'GET',
  path: `${PATH}/statistics`,
  access: 'viewer',
  params: DatasetParams,
  response: DatasetStatistics,
})

export const listDatasetVersions = defineContract({
  name: 'datasetVersions.list',
  method: 'GET',
  path: `${PATH}/versions`,
  access: 'viewer',
  params: DatasetParams,
  response: z.strictObject({ versions: z.array(VersionView) }),
})

/** Creates an immutable version of the approved examples. Examples without a split get one. */
export const createDatasetVersion = defineContract({
  name: 'datasetVersions.create',
  method: 'POST',
  path: `${PATH}/versions`,
  access: 'editor',
  params: DatasetParams,
  body: z.strictObject({ note: z.string().max(1_000).default('') }),
  response: VersionView,
})

const DiffRow = z.strictObject({
  change: z.enum(['added', 'removed', 'edited', 'moved']),
  split: ExampleSplit,
  /** The previous split of a moved or edited example. */
  splitBefore: ExampleSplit.nullable(),
  text: z.string(),
  /** The previous text of an edited example, which has the same question and another answer. */
  textBefore: z.string().nullable(),
})
export type DatasetDiffRow = z.infer<typeof DiffRow>

export const diffDatasetVersions = defineContract({
  name: 'datasetVersions.diff',
  method: 'GET',
  path: `${PATH}/versions/:datasetVersionId/diff`,
  access: 'viewer',
  params: VersionParams,
  /** Compares with the previous version by default; the first version is compared with nothing. */
  query: z.strictObject({ before: Id.optional() }),
  response: z.strictObject({
    counts: z.strictObject({
      added: z.number().int(),
      removed: z.number().int(),
      edited: z.number().int(),
      moved: z.number().int(),
      same: z.number().int(),
    }),
    /** The first 300 changes. */
    rows: z.array(DiffRow),
  }),
})

/** Formats of other evaluation tools, for test cases. Fields without a counterpart are left out. */
export const CASE_FORMATS = ['promptfoo', 'openai-evals', 'langfuse', 'braintrust', 'langsmith', 'inspect'] as const

export const ExportFormat = z.enum(['patchbay', 'openai', 'plain', ...CASE_FORMATS])
export type ExportFormat = z.infer<typeof ExportFormat>

export const exportDatasetVersion = defineContract({
  name: 'datasetVersions.export',
  method: 'GET',
  path: `${PATH}/versions/:datasetVersionId/export`,
  access: 'viewer',
  params: VersionParams,
  query: z.strictObject({ format: ExportFormat.default('patchbay'), split: ExampleSplit.optional() }),
  response: z.unknown(),
  responseKind: 'file',
})

/** Returns the card of a version, or of the draft, as a Hugging Face README. */
export const getDatasetCard = defineContract({
  name: 'datasets.card',
  method: 'GET',
  path: `${PATH}/card`,
  access: 'viewer',
  params: DatasetParams,
  query: z.strictObject({ versionId: Id.optional() }),
  response: z.strictObject({ markdown: z.string(), fileName: z.string() }),
})
