import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { DatasetParams, ExampleReview, ExampleSplit } from './datasets'
import { ExampleData } from './example-data'
import { Done, PageQuery, Timestamp } from './shared'

const PATH = '/api/studio/datasets/:datasetId'
const ExampleParams = z.strictObject({ datasetId: Id, exampleId: Id })

export const ExampleView = z.strictObject({
  id: Id,
  data: ExampleData,
  /** Without personal data; null when none was found. */
  masked: ExampleData.nullable(),
  keepPersonal: z.boolean(),
  personal: z.array(z.string()),
  preview: z.string(),
  label: z.string().nullable(),
  split: ExampleSplit.nullable(),
  review: ExampleReview,
  tokens: z.number().int(),
  sourceId: Id.nullable(),
  runId: Id.nullable(),
  createdAt: Timestamp,
})
export type ExampleView = z.infer<typeof ExampleView>

export const listExamples = defineContract({
  name: 'examples.list',
  method: 'GET',
  path: `${PATH}/examples`,
  access: 'viewer',
  params: DatasetParams,
  query: PageQuery.extend({
    search: z.string().max(200).optional(),
    split: z.enum([...ExampleSplit.options, 'none']).optional(),
    review: ExampleReview.optional(),
    label: z.string().max(200).optional(),
    sourceId: Id.optional(),
    personal: z.enum(['found', 'kept']).optional(),
  }),
  response: z.strictObject({ examples: z.array(ExampleView), nextCursor: Id.nullable(), total: z.number().int() }),
})

export const addExample = defineContract({
  name: 'examples.add',
  method: 'POST',
  path: `${PATH}/examples`,
  access: 'editor',
  params: DatasetParams,
  body: z.strictObject({ data: ExampleData, split: ExampleSplit.nullable().default(null) }),
  response: ExampleView,
  maxBodyBytes: 1_000_000,
})

/** Edits an example. The edited content replaces it in the draft; versions keep the previous one. */
export const updateExample = defineContract({
  name: 'examples.update',
  method: 'PATCH',
  path: `${PATH}/examples/:exampleId`,
  access: 'editor',
  params: ExampleParams,
  body: z.strictObject({ data: ExampleData }),
  response: ExampleView,
  maxBodyBytes: 1_000_000,
})

/** Changes one or many examples: review, split, personal data, removal and restoring. */
export const changeExamples = defineContract({
  name: 'examples.change',
  method: 'POST',
  path: `${PATH}/examples/change`,
  access: 'editor',
  params: DatasetParams,
  body: z.strictObject({
    ids: z.array(Id).min(1).max(500),
    review: ExampleReview.optional(),
    /** Also applies to every other example with the same question, so that none is in two splits. */
    split: ExampleSplit.nullable().optional(),
    keepPersonal: z.boolean().optional(),
    removed: z.boolean().optional(),
  }),
  response: Done,
})

/** Assigns splits by share, reproducibly for the same seed; `again` also moves examples that have one. */
export const splitExamples = defineContract({
  name: 'examples.split',
  method: 'POST',
  path: `${PATH}/split`,
  access: 'editor',
  params: DatasetParams,
  body: z
    .strictObject({
      train: z.number().int().min(0).max(100).default(80),
      validation: z.number().int().min(0).max(100).default(10),
      test: z.number().int().min(0).max(100).default(10),
      seed: z.number().int().min(0).max(1_000_000).default(1),
      again: z.boolean().default(false),
    })
    .refine(({ train, validation, test }) => train + validation + test === 100, 'The parts must add up to 100 %.'),
  response: z.strictObject({ train: z.number().int(), validation: z.number().int(), test: z.number().int() }),
})

export const ExamplePair = z.strictObject({
  /** Share of common words, from 0 to 1. */
  similarity: z.number(),
  first: z.strictObject({ id: Id, preview: z.string(), label: z.string().nullable(), split: ExampleSplit.nullable() }),
  second: z.strictObject({ id: Id, preview: z.string(), label: z.string().nullable(), split: ExampleSplit.nullable() }),
})
export type ExamplePair = z.infer<typeof ExamplePair>

/** Finds examples with nearly the same content; exact duplicates exist only once. */
export const findDuplicates = defineContract({
  name: 'examples.duplicates',
  method: 'GET',
  path: `${PATH}/duplicates`,
  access: 'viewer',
  params: DatasetParams,
  response: z.strictObject({
    pairs: z.array(ExamplePair),
    pairCount: z.number().int(),
    /** Number of compared examples; `total` counts all. */
    checked: z.number().int(),
    total: z.number().int(),
  }),
})
