import { z } from 'zod'
import { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { EmbedderRef } from './knowledge-indexes'
import { ProblemRef } from './problem'
import { LAB_PATH, LabParams } from './retrieval-lab'
import { Done } from './shared'

export const MAX_IMPORTED_ROWS = 1_000
export const MAX_IMPORT_CHARACTERS = 2_000_000
export const MAX_MADE = 200
/** Rows shown in the preview of an import. */
const SHOWN_ROWS = 200

export const IMPORT_FORMATS = ['csv', 'json', 'jsonl'] as const

export const ImportRow = z.strictObject({
  /** Line number in the file. */
  line: z.number().int(),
  question: z.string(),
  answer: z.string(),
  expected: z.array(ExpectedPassage),
  /** Passages and documents that are not in the knowledge base. */
  unmatched: z.array(z.string()),
  /** Why it is not imported; null if it is. */
  problem: z.string().nullable(),
  problemRef: ProblemRef,
})
export type ImportRow = z.infer<typeof ImportRow>

/** Imports questions from a file. Columns: question, answer, document, passage; the last two may be JSON lists. */
export const importQuestions = defineContract({
  name: 'lab.import',
  method: 'POST',
  path: `${LAB_PATH}/import`,
  access: 'editor',
  params: LabParams,
  body: z.strictObject({
    format: z.enum(IMPORT_FORMATS),
    text: z
      .string()
      .min(1, schemaError('forms.fileEmpty'))
      .max(MAX_IMPORT_CHARACTERS, schemaError('forms.fileTooLarge')),
    /** Whether to import; otherwise only a preview is returned. */
    save: z.boolean(),
  }),
  response: z.strictObject({
    /** The first rows. */
    rows: z.array(ImportRow).max(SHOWN_ROWS),
    total: z.number().int(),
    /** Rows that are or would be imported; when saved, without those already in the lab. */
    good: z.number().int(),
    /** Of these, rows with a passage or document that was not matched. */
    partly: z.number().int(),
    /** Number of added questions; 0 without `save`. */
    added: z.number().int(),
  }),
  maxBodyBytes: 3 * MAX_IMPORT_CHARACTERS,
})

const MakeBody = z.strictObject({
  /** Null for the default language model. */
  model: EmbedderRef.nullable().default(null),
  count: z.number().int().min(1).max(MAX_MADE).default(20),
})

/** Estimates the generation; nothing is called. */
export const estimateGeneration = defineContract({
  name: 'lab.estimateMake',
  method: 'POST',
  path: `${LAB_PATH}/make/estimate`,
  access: 'editor',
  params: LabParams,
  body: MakeBody,
  response: z.strictObject({
    /** One per passage. */
    calls: z.number().int(),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
    /** Null if the model's price is unknown. */
    costMicros: z.number().int().nullable(),
  }),
})

/**
 * Starts a model that reads passages sampled from all documents and generates questions that they answer. The results
 * await review.
 */
export const startGeneration = defineContract({
  name: 'lab.make',
  method: 'POST',
  path: `${LAB_PATH}/make`,
  access: 'editor',
  params: LabParams,
  body: MakeBody,
  response: Done,
})

export const cancelGeneration = defineContract({
  name: 'lab.cancelMake',
  method: 'DELETE',
  path: `${LAB_PATH}/make`,
  access: 'editor',
  params: LabParams,
  response: Done,
})

/** Returns the last generation. */
export const readGeneration = defineContract({
  name: 'lab.readMake',
  method: 'GET',
  path: `${LAB_PATH}/make`,
  access: 'editor',
  params: LabParams,
  response: z.strictObject({
    make: z
      .strictObject({
        status: z.enum(['running', 'done', 'failed', 'cancelled']),
        done: z.number().int(),
        total: z.number().int(),
        made: z.number().int(),
        /** Millionths of a dollar so far; null if a price is unknown. */
        costMicros: z.number().int().nullable(),
        error: z.string().nullable(),
        errorRef: ProblemRef,
      })
      .nullable(),
  }),
})
