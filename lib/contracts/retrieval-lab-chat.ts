import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

/**
 * Adds the question of a run to the lab of each knowledge base that answered it, expecting the cited passages. Without
 * citations the used passages are proposed, and the question awaits review.
 */
export const addQuestionOfRun = defineContract({
  name: 'lab.addOfRun',
  method: 'POST',
  path: '/api/studio/runs/:runId/lab-questions',
  access: 'editor',
  params: z.strictObject({ runId: Id }),
  response: z.strictObject({
    added: z.array(
      z.strictObject({
        knowledgeBaseId: Id,
        knowledgeBaseName: z.string(),
        /** Null if the question already was in the lab. */
        review: z.enum(['accepted', 'pending']).nullable(),
      }),
    ),
  }),
})
