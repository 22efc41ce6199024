import type { MessageKey } from '@/lib/client/messages/t'
import type { FeedbackFilter } from '@/lib/contracts/runs'

export const FEEDBACK_LABELS = {
  any: 'feedback.any',
  up: 'feedback.onlyUp',
  down: 'feedback.onlyDown',
  corrected: 'feedback.corrected',
} as const satisfies Record<FeedbackFilter, MessageKey>
