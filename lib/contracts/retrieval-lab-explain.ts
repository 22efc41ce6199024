import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { defineContract } from './contract'
import { LAB_PATH, LabParams } from './retrieval-lab'
import { LabFound } from './retrieval-lab-runs'

/** What became of an expected passage, in the order in which a search could lose it. */
export const TRACE_VERDICTS = [
  'found',
  /** There is no such document. */
  'document-gone',
  'document-deleted',
  /** It could not be read, or not the file that replaced it. */
  'document-failed',
  'document-not-ready',
  /** The document does not hold these words any more. */
  'text-gone',
  /** Who asks may not see the document. */
  'not-seen',
  'filtered',
  /** Neither channel had it among its candidates. */
  'no-candidate',
  /** Among the candidates, but behind those that are put in order or given. */
  'cut-off',
  /** The best passage is less sure than was asked for: nothing is given at all. */
  'too-unsure',
  /** Word for word the same was given from another document. */
  'copy',
  /** Enough passages of its document stood before it. */
  'per-document',
  /** It says what one before it said. */
  'variety',
  /** Others came before it. */
  'beyond-limit',
] as const
export type TraceVerdict = (typeof TRACE_VERDICTS)[number]

/** What may help, with the number to try where there is one. */
export const TraceAdvice = z.strictObject({
  kind: z.enum([
    'limit',
    'reorder',
    'leave-order',
    'order-more',
    'candidates',
    'add-words',
    'add-meaning',
    'wordings',
    'per-document',
    'variety',
    'threshold',
    'filters',
    'access',
    'document',
    'passage',
    'indexing',
    'read-again',
    'copy',
  ]),
  value: z.number().nullable(),
})
export type TraceAdvice = z.infer<typeof TraceAdvice>

export const LabTrace = z.strictObject({
  expected: ExpectedPassage,
  verdict: z.enum(TRACE_VERDICTS),
  /** Among the given passages, from 1. */
  place: z.number().int().nullable(),
  /** The chunk that the rest is about: of those that hold the passage, the one that came furthest. */
  chunk: z
    .strictObject({
      chunkId: Id,
      documentName: z.string(),
      headings: z.array(z.string()),
      page: z.number().int().nullable(),
      text: z.string(),
    })
    .nullable(),
  similarity: z.number().nullable(),
  /** Exact, among all chunks that this search may find. */
  vectorRank: z.number().int().nullable(),
  wordScore: z.number(),
  /** null: no word is shared, or more than 5,000 fit better. */
  keywordRank: z.number().int().nullable(),
  fusedRank: z.number().int().nullable(),
  /** After the last ordering. */
  orderRank: z.number().int().nullable(),
  /** Conditions that its document does not meet. */
  failing: z.array(FilterCondition),
  /** The document of which the same words were given. */
  copyOf: z.string().nullable(),
  /** Who may see its document; null: everyone. */
  access: z.array(z.string()).nullable(),
  /** Why its document could not be read. */
  failure: z.string().nullable(),
  advice: z.array(TraceAdvice),
})
export type LabTrace = z.infer<typeof LabTrace>

/** The passage that took the last place. */
export const LastGiven = z.strictObject({
  place: z.number().int(),
  chunkId: Id,
  documentName: z.string(),
  text: z.string(),
  vectorRank: z.number().int().nullable(),
  keywordRank: z.number().int().nullable(),
  fusedRank: z.number().int(),
  score: z.number(),
})

/** Asks a question of the lab once more, and says for each expected passage what became of it. */
export const explainSearch = defineContract({
  name: 'lab.explain',
  method: 'POST',
  path: `${LAB_PATH}/questions/:labQuestionId/explain`,
  access: 'editor',
  params: LabParams.extend({ labQuestionId: Id }),
  body: z.strictObject({ options: RetrievalOptions }),
  response: z.strictObject({
    question: z.string(),
    given: z.array(LabFound),
    /** Why nothing was given. */
    reason: z.string().nullable(),
    hint: z.string().nullable(),
    answerFound: z.boolean().nullable(),
    /** One an expected passage, in their order. */
    traces: z.array(LabTrace),
    last: LastGiven.nullable(),
    durationMs: z.number(),
  }),
})
