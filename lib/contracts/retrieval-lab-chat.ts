import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'

/**
 * Makes the question of a run one of the lab's, in each knowledge base that answered it, with the passages that the answer
 * cites as the expected ones. Where it cites none, those that were used are proposed, and the question waits for review.
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
        /** null: it was in the lab already. */
        review: z.enum(['accepted', 'pending']).nullable(),
      }),
    ),
  }),
})
