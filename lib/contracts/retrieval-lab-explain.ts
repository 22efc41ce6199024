import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import { ExpectedPassage } from '@/lib/core/knowledge/lab-question'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { LAB_PATH, LabParams } from './retrieval-lab'
import { LabFound } from './retrieval-lab-runs'

/** The fate of an expected passage, in the order of the search stages that can lose it. */
export const TRACE_VERDICTS = [
  'found',
  /** The document does not exist. */
  'document-gone',
  'document-deleted',
  /** The document, or the file that replaced it, could not be parsed. */
  'document-failed',
  'document-not-ready',
  /** The document no longer contains this text. */
  'text-gone',
  /** The user may not see the document. */
  'not-seen',
  'filtered',
  /** Neither channel returned it as a candidate. */
  'no-candidate',
  /** A candidate, but ranked below those that are reranked or returned. */
  'cut-off',
  /** The confidence of the best passage is below the threshold: nothing is returned. */
  'too-unsure',
  /** Identical text was returned from another document. */
  'copy',
  /** Enough passages of its document ranked higher. */
  'per-document',
  /** It repeats a passage ranked higher. */
  'variety',
  /** Other passages ranked higher, up to the limit. */
  'beyond-limit',
] as const
export type TraceVerdict = (typeof TRACE_VERDICTS)[number]

/** A possible remedy, with a value to try if there is one. */
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
  /** Rank among the returned passages, from 1. */
  place: z.number().int().nullable(),
  /** The chunk described below: the best-ranked chunk of those that contain the passage. */
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
  /** Exact rank among all chunks that this search may find. */
  vectorRank: z.number().int().nullable(),
  wordScore: z.number(),
  /** Null if there is no shared word, or more than 5,000 chunks match better. */
  keywordRank: z.number().int().nullable(),
  fusedRank: z.number().int().nullable(),
  /** Rank after the last reranking. */
  orderRank: z.number().int().nullable(),
  /** Filter conditions that its document does not meet. */
  failing: z.array(FilterCondition),
  /** The document from which the identical text was returned. */
  copyOf: z.string().nullable(),
  /** Who may see its document; null for everyone. */
  access: z.array(z.string()).nullable(),
  /** Why its document could not be parsed. */
  failure: z.string().nullable(),
  failureRef: ProblemRef,
  advice: z.array(TraceAdvice),
})
export type LabTrace = z.infer<typeof LabTrace>

/** The passage with the lowest returned rank. */
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

/** Repeats a question of the lab and explains what happened to each expected passage. */
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
    /** Why nothing was returned. */
    reason: z.string().nullable(),
    reasonRef: ProblemRef,
    hint: z.string().nullable(),
    hintRef: ProblemRef,
    answerFound: z.boolean().nullable(),
    /** One per expected passage, in the same order. */
    traces: z.array(LabTrace),
    last: LastGiven.nullable(),
    durationMs: z.number(),
  }),
})
