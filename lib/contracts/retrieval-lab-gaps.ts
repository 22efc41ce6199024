import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { LAB_PATH, LabParams } from './retrieval-lab'
import { Timestamp } from './shared'

/** Why a question counts as unanswered. */
export const GAP_REASONS = ['nothing', 'unsure', 'unknown', 'rated-down'] as const
export type GapReason = (typeof GAP_REASONS)[number]
export const GAP_DAYS = [1, 7, 30, 90, 365] as const

const GapQuestion = z.strictObject({
  question: z.string(),
  /** Number of times it was asked in this wording. */
  count: z.number().int(),
  reasons: z.array(z.enum(GAP_REASONS)),
  /** Confidence of the best passage in the last run, 0..1. */
  confidence: z.number(),
  /** Id of the last run with this wording. */
  runId: Id,
  lastAt: Timestamp,
  isInLab: z.boolean(),
})
export type GapQuestion = z.infer<typeof GapQuestion>

export const GapCluster = z.strictObject({
  /** Total number of times its questions were asked. */
  count: z.number().int(),
  lastAt: Timestamp,
  /** The question with the smallest distance to all others. */
  central: z.string(),
  /** The central one first, then the most frequent; at most 20. */
  questions: z.array(GapQuestion),
  /** Number of different wordings. */
  wordings: z.number().int(),
})
export type GapCluster = z.infer<typeof GapCluster>

/** Lists real questions without a good result, clustered by topic; the largest cluster first. */
export const listGaps = defineContract({
  name: 'lab.gaps',
  method: 'GET',
  path: `${LAB_PATH}/gaps`,
  access: 'editor',
  params: LabParams,
  query: z.strictObject({
    days: z.coerce.number().int().min(1).max(365).default(30),
    /** Questions whose best passage has a lower confidence count as missed, in percent. */
    unsureBelow: z.coerce.number().int().min(0).max(100).default(20),
    /** `outside`: only visitors and API clients, not members in the studio. */
    who: z.enum(['everyone', 'outside']).default('everyone'),
  }),
  response: z.strictObject({
    clusters: z.array(GapCluster),
    /** Questions asked in that time. */
    asked: z.number().int(),
    /** Number of these questions without a good result. */
    missed: z.number().int(),
    /** Whether there are more questions than the report covers; it uses the newest. */
    isCut: z.boolean(),
  }),
})
