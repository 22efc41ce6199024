import type { ModelDecision } from '@/lib/engine/events'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { Problem } from '@/lib/messages/problems/types'

/** A decision for the trace. @param model the one that was selected or skipped, if any */
export const decisionOf = (kind: ModelDecision['kind'], reason: Problem, model?: ModelRef): ModelDecision => ({
  kind,
  ...reason,
  ...(model ? { model: `${model.connection}/${model.model}` } : {}),
})
