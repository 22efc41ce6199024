import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { Done, Timestamp } from './shared'

export const Rating = z.enum(['up', 'down'])
export type Rating = z.infer<typeof Rating>

/** For members, end users and keys alike; new feedback replaces the author's previous one. */
export const FeedbackBody = z.strictObject({
  rating: Rating,
  reason: z.string().max(2_000).default(''),
  /** The expected answer. */
  correction: z.string().trim().max(20_000).nullable().default(null),
})
export type FeedbackBody = z.infer<typeof FeedbackBody>

/** The response of the public APIs. */
export const PublicFeedback = z.strictObject({ runId: Id, rating: Rating })
export type PublicFeedback = z.infer<typeof PublicFeedback>

export const MAX_FEEDBACK_BYTES = 64 * 1024

export const FeedbackView = z.strictObject({
  id: Id,
  from: z.enum(['member', 'visitor', 'key']),
  /** Name of a member or a key. */
  name: z.string().nullable(),
  isMine: z.boolean(),
  rating: Rating,
  reason: z.string(),
  correction: z.string().nullable(),
  updatedAt: Timestamp,
})
export type FeedbackView = z.infer<typeof FeedbackView>

const Params = z.strictObject({ runId: Id })
const PATH = '/api/studio/runs/:runId/feedback'
const FeedbackList = z.strictObject({ feedback: z.array(FeedbackView) })

export const listFeedback = defineContract({
  name: 'feedback.list',
  method: 'GET',
  path: PATH,
  access: 'viewer',
  params: Params,
  response: FeedbackList,
})

export const giveFeedback = defineContract({
  name: 'feedback.give',
  method: 'PUT',
  path: PATH,
  access: 'runner',
  params: Params,
  body: FeedbackBody,
  response: FeedbackList,
})

/** Withdraws the caller's own feedback. */
export const withdrawFeedback = defineContract({
  name: 'feedback.withdraw',
  method: 'DELETE',
  path: PATH,
  access: 'runner',
  params: Params,
  response: Done,
})
