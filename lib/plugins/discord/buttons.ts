import type { JsonObject } from '@/lib/core/json'
import { BUTTON_LABELS, decisionValue } from '../events/decision-value'

const row = (...components: JsonObject[]): JsonObject[] => [{ type: 1, components }]
const thumb = (name: string, id: string) => ({ type: 2, style: 2, emoji: { name }, custom_id: id })
/** Green and red. */
const STYLES = { approved: 3, rejected: 4 } as const

/** Buttons below an answer. */
export const THUMBS = row(thumb('👍', 'up'), thumb('👎', 'down'))

/** Buttons below a question. */
export function decisionButtons(questionId: string) {
  const button = (decision: keyof typeof BUTTON_LABELS) => ({
    type: 2,
    style: STYLES[decision],
    label: BUTTON_LABELS[decision],
    custom_id: decisionValue({ decision, questionId }),
  })
  return row(button('approved'), button('rejected'))
}
