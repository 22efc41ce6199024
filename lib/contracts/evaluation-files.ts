import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { EvaluationView } from './evaluations'
import { ProblemRef } from './problem'
import { ScorerSettings } from './scorers'
import { Name } from './shared'

const MEGABYTE = 1024 * 1024
export const MAX_EVALUATION_FILE_BYTES = 100 * MEGABYTE
export const MAX_FILE_CASES = 100_000
export const MAX_CASE_BYTES = MEGABYTE
export const EVALUATION_FILE_EXTENSIONS = '.yaml,.yml,.json,.jsonl,.ndjson,.csv'

export const EVALUATION_FORMATS = [
  'promptfoo',
  'openai-evals',
  'langfuse',
  'braintrust',
  'langsmith',
  'inspect',
  'patchbay',
] as const
export const EvaluationFormat = z.enum(EVALUATION_FORMATS)
export type EvaluationFormat = z.infer<typeof EvaluationFormat>

/**
 * `invalid`: the row is not imported. `dropped`: a part of the row is not imported. `changed`: the converted check
 * measures something similar.
 */
export const FILE_ISSUE_KINDS = ['invalid', 'dropped', 'changed'] as const

export const FileIssue = z.strictObject({
  /** The row, counted from 1; null if the issue concerns the whole file. */
  row: z.number().int().nullable(),
  /** The field or column of the file. */
  field: z.string(),
  kind: z.enum(FILE_ISSUE_KINDS),
  reason: z.string(),
  reasonRef: ProblemRef,
})
export type FileIssue = z.infer<typeof FileIssue>

/** How many issues are listed; all are counted. */
export const SHOWN_FILE_ISSUES = 100

const AppParams = z.strictObject({ appId: Id })
const PATH = '/api/studio/apps/:appId/evaluations/file'

/** Reads a file of another evaluation tool, and reports by row what cannot be kept. Nothing of the file is executed. */
export const previewEvaluationFile = defineContract({
  name: 'evaluations.previewFile',
  method: 'POST',
  path: `${PATH}/preview`,
  access: 'editor',
  params: AppParams,
  bodyKind: 'upload',
  maxBodyBytes: MAX_EVALUATION_FILE_BYTES + 64 * 1024,
  response: z.strictObject({
    format: EvaluationFormat,
    name: z.string(),
    cases: z.number().int(),
    invalid: z.number().int(),
    /** Rows that share an id with an earlier one. */
    duplicateIds: z.number().int(),
    scorers: z.array(ScorerSettings),
    issues: z.array(FileIssue),
    issueCount: z.number().int(),
    /** The first cases as they will be stored. */
    sample: z.array(z.strictObject({ input: z.string(), expected: z.string(), checks: z.number().int() })),
  }),
})

/** Creates a data set from the valid rows of the file, and an evaluation of the app with its scorers. */
export const importEvaluationFile = defineContract({
  name: 'evaluations.importFile',
  method: 'POST',
  path: PATH,
  access: 'editor',
  params: AppParams,
  query: z.strictObject({
    /** Empty to use the name in the file. */
    name: z.union([Name, z.literal('')]).default(''),
    /** `valid`: imports the other rows if some are invalid; `all` rejects such a file. */
    rows: z.enum(['all', 'valid']).default('all'),
    /** `new`: rows whose id repeats become separate cases; `unique` rejects such a file. */
    ids: z.enum(['unique', 'new']).default('unique'),
  }),
  bodyKind: 'upload',
  maxBodyBytes: MAX_EVALUATION_FILE_BYTES + 64 * 1024,
  response: EvaluationView,
})
