import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { DatasetKind } from './example-data'
import { Done, Name, Timestamp } from './shared'

export const MAX_EXAMPLES = 200_000

export const EXAMPLE_SPLITS = ['train', 'validation', 'test'] as const
export const ExampleSplit = z.enum(EXAMPLE_SPLITS)
export type ExampleSplit = z.infer<typeof ExampleSplit>
export const EXAMPLE_REVIEWS = ['pending', 'approved', 'rejected'] as const
export const ExampleReview = z.enum(EXAMPLE_REVIEWS)
export type ExampleReview = z.infer<typeof ExampleReview>

/** Card texts written by people; the rest is computed. */
export const DatasetCard = z.strictObject({
  summary: z.string().max(10_000).default(''),
  intendedUse: z.string().max(10_000).default(''),
  limits: z.string().max(10_000).default(''),
  collection: z.string().max(10_000).default(''),
  contact: z.string().max(500).default(''),
})
export type DatasetCard = z.infer<typeof DatasetCard>

export const DatasetView = z.strictObject({
  id: Id,
  name: z.string(),
  description: z.string(),
  kind: DatasetKind,
  card: DatasetCard,
  exampleCount: z.number().int(),
  pendingCount: z.number().int(),
  approvedCount: z.number().int(),
  latestVersion: z.number().int().nullable(),
  updatedAt: Timestamp,
})
export type DatasetView = z.infer<typeof DatasetView>

export const DatasetParams = z.strictObject({ datasetId: Id })
const PATH = '/api/studio/datasets'

export const listDatasets = defineContract({
  name: 'datasets.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  response: z.strictObject({ datasets: z.array(DatasetView) }),
})

export const createDataset = defineContract({
  name: 'datasets.create',
  method: 'POST',
  path: PATH,
  access: 'editor',
  body: z.strictObject({ name: Name, description: z.string().max(500).default(''), kind: DatasetKind }),
  response: DatasetView,
})

export const getDataset = defineContract({
  name: 'datasets.get',
  method: 'GET',
  path: `${PATH}/:datasetId`,
  access: 'viewer',
  params: DatasetParams,
  response: DatasetView,
})

export const updateDataset = defineContract({
  name: 'datasets.update',
  method: 'PATCH',
  path: `${PATH}/:datasetId`,
  access: 'editor',
  params: DatasetParams,
  body: z.strictObject({
    name: Name.optional(),
    description: z.string().max(500).optional(),
    card: DatasetCard.optional(),
  }),
  response: DatasetView,
})

/** Moves the data set to the trash; models trained on its versions keep them. */
export const deleteDataset = defineContract({
  name: 'datasets.delete',
  method: 'DELETE',
  path: `${PATH}/:datasetId`,
  access: 'editor',
  params: DatasetParams,
  response: Done,
})

export const restoreDataset = defineContract({
  name: 'datasets.restore',
  method: 'POST',
  path: `${PATH}/:datasetId/restore`,
  access: 'editor',
  params: DatasetParams,
  response: DatasetView,
})
