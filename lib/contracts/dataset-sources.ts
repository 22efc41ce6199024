import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { DatasetParams, ExampleReview } from './datasets'
import { ExampleData } from './example-data'
import { ProblemRef } from './problem'
import { RunOrigin } from './run-origin'
import { Done, Name, Timestamp } from './shared'

export const MAX_DATASET_UPLOAD_BYTES = 25 * 1024 * 1024
export const DATASET_UPLOAD_EXTENSIONS = '.csv,.tsv,.txt,.jsonl,.ndjson,.json,.parquet'
export const MAX_GENERATED = 500

const PATH = '/api/studio/datasets/:datasetId/sources'
const SourceParams = z.strictObject({ datasetId: Id, sourceId: Id })

/** The columns of a file, by the field of the example that they fill. */
export const ExampleMapping = z.strictObject({
  fields: z.record(z.string().max(40), z.string().max(300)),
  /** The column with the split: train, validation or test. */
  split: z.string().max(300).optional(),
})
export type ExampleMapping = z.infer<typeof ExampleMapping>

export const SourceReport = z.strictObject({
  /** Rows, runs or requested examples; null while unknown. */
  total: z.number().int().nullable().default(null),
  rows: z.number().int().default(0),
  added: z.number().int().default(0),
  duplicates: z.number().int().default(0),
  refused: z.number().int().default(0),
  personal: z.number().int().default(0),
  /** The first hundred rejected rows, by line of the file. */
  errors: z
    .array(z.strictObject({ line: z.number().int(), reason: z.string(), reasonRef: ProblemRef.default(null) }))
    .default([]),
})
export type SourceReport = z.infer<typeof SourceReport>

export const SourceView = z.strictObject({
  id: Id,
  kind: z.enum(['upload', 'runs', 'feedback', 'generated', 'manual']),
  name: z.string(),
  origin: z.string(),
  licence: z.string(),
  status: z.enum(['draft', 'queued', 'running', 'done', 'failed']),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  report: SourceReport,
  /** For a file whose columns are not mapped yet. */
  columns: z.array(z.string()),
  suggested: ExampleMapping.nullable(),
  /** The first rows of the file, unconverted. */
  sample: z.array(JsonObjectSchema),
  /** Number of its examples in the current draft. */
  exampleCount: z.number().int(),
  createdAt: Timestamp,
})
export type SourceView = z.infer<typeof SourceView>

const About = {
  name: Name.optional(),
  origin: z.string().max(500).default(''),
  licence: z.string().max(100).default(''),
}

export const listSources = defineContract({
  name: 'datasetSources.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  params: DatasetParams,
  response: z.strictObject({ sources: z.array(SourceView) }),
})

/** Uploads a file and reads its first rows; `importUpload` imports it. */
export const uploadSource = defineContract({
  name: 'datasetSources.upload',
  method: 'POST',
  path: PATH,
  access: 'editor',
  params: DatasetParams,
  bodyKind: 'upload',
  maxBodyBytes: MAX_DATASET_UPLOAD_BYTES + 64 * 1024,
  response: SourceView,
})

/** Previews the first two hundred rows with this mapping. */
export const previewUpload = defineContract({
  name: 'datasetSources.preview',
  method: 'POST',
  path: `${PATH}/:sourceId/preview`,
  access: 'editor',
  params: SourceParams,
  body: z.strictObject({ mapping: ExampleMapping }),
  response: z.strictObject({
    good: z.number().int(),
    refused: z.number().int(),
    rows: z.array(
      z.strictObject({
        line: z.number().int(),
        data: ExampleData.nullable(),
        reason: z.string().nullable(),
        reasonRef: ProblemRef,
      }),
    ),
  }),
})

export const importUpload = defineContract({
  name: 'datasetSources.import',
  method: 'POST',
  path: `${PATH}/:sourceId/import`,
  access: 'editor',
  params: SourceParams,
  body: z.strictObject({ ...About, mapping: ExampleMapping, review: ExampleReview.default('approved') }),
  response: SourceView,
})

export const RunsFilter = z.strictObject({
  appId: Id,
  /** `corrected`: a person wrote the expected answer. */
  rating: z.enum(['any', 'up', 'down', 'corrected', 'none']).default('any'),
  /** An empty list selects all origins except shadow runs. */
  origins: z.array(RunOrigin).max(RunOrigin.options.length).default([]),
  from: z.iso.datetime().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
})
export type RunsFilter = z.infer<typeof RunsFilter>

export const previewRuns = defineContract({
  name: 'datasetSources.previewRuns',
  method: 'POST',
  path: '/api/studio/datasets/:datasetId/runs/preview',
  access: 'editor',
  params: DatasetParams,
  body: z.strictObject({ filter: RunsFilter }),
  response: z.strictObject({
    count: z.number().int(),
    corrected: z.number().int(),
    /** Examples from runs that everyone in the workspace may read. */
    examples: z.array(ExampleData),
    /** Whether the workspace has documents with restricted access. */
    hasRestricted: z.boolean(),
  }),
})

export const importRuns = defineContract({
  name: 'datasetSources.importRuns',
  method: 'POST',
  path: '/api/studio/datasets/:datasetId/runs',
  access: 'editor',
  params: DatasetParams,
  body: z.strictObject({
    ...About,
    filter: RunsFilter,
    /** A bad answer without a correction always awaits review, whatever is set here. */
    review: ExampleReview.default('pending'),
    /** Also includes runs that read restricted documents, although all members may read a data set. */
    takesRestricted: z.boolean().default(false),
  }),
  response: SourceView,
})

/** Generates examples similar to approved ones with a language model; each awaits review. */
export const generateExamples = defineContract({
  name: 'datasetSources.generate',
  method: 'POST',
  path: '/api/studio/datasets/:datasetId/generate',
  access: 'editor',
  params: DatasetParams,
  body: z.strictObject({
    instructions: z.string().trim().min(1, schemaError('forms.instructionsMissing')).max(4_000),
    count: z.number().int().min(1).max(MAX_GENERATED).default(20),
    /** Examples that are shown to the model. */
    seeds: z.number().int().min(0).max(20).default(5),
    /** Null for the workspace's default. */
    model: z
      .strictObject({ connection: z.string().max(100), model: z.string().max(200) })
      .nullable()
      .default(null),
  }),
  response: SourceView,
})

export const updateSource = defineContract({
  name: 'datasetSources.update',
  method: 'PATCH',
  path: `${PATH}/:sourceId`,
  access: 'editor',
  params: SourceParams,
  body: z.strictObject({
    name: Name.optional(),
    origin: z.string().max(500).optional(),
    licence: z.string().max(100).optional(),
  }),
  response: SourceView,
})

/** Stops an import after the current rows; added examples stay. */
export const stopSource = defineContract({
  name: 'datasetSources.stop',
  method: 'POST',
  path: `${PATH}/:sourceId/stop`,
  access: 'editor',
  params: SourceParams,
  response: SourceView,
})

/** Deletes a source and removes its examples from the draft; versions keep them. */
export const deleteSource = defineContract({
  name: 'datasetSources.delete',
  method: 'DELETE',
  path: `${PATH}/:sourceId`,
  access: 'editor',
  params: SourceParams,
  response: Done,
})
