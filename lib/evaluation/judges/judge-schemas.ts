import { z } from 'zod'

/** Evidence comes before the answer, so that the model reads before it decides. */
export const CriteriaReply = z.object({
  answers: z.array(z.object({ criterion: z.number().int(), evidence: z.string(), met: z.boolean() })),
})

export const GroundednessReply = z.object({
  claims: z.array(
    z.object({
      claim: z.string(),
      evidence: z.string(),
      verdict: z.enum(['supported', 'unsupported', 'contradicted']),
    }),
  ),
})

export const PairwiseReply = z.object({ reason: z.string(), better: z.enum(['first', 'second', 'tie']) })

export const ConversationReply = z.object({
  evidence: z.string(),
  isGoalReached: z.boolean(),
  contradictions: z.array(z.string()),
  repeatedQuestions: z.array(z.string()),
})
