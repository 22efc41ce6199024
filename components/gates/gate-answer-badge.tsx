import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { GateCheck } from '@/lib/contracts/gates'
import { ANSWERS } from './gate-labels'

export interface GateAnswerBadgeProps extends Pick<GateCheck, 'answer'> {
  needsRun?: boolean
  rules?: GateCheck['rules']
}

/** “Not evaluated” only if nothing was measured: an inconclusive value is a result. */
export function GateAnswerBadge({ answer, needsRun = false, rules = [] }: GateAnswerBadgeProps) {
  const isMeasured = rules.some((item) => item.rule === 'evidence' && item.answer === 'passes')
  if (answer === 'inconclusive' && needsRun && !isMeasured) return <Badge tone="neutral">{t('gates.needsRun')}</Badge>
  const { tone, label } = ANSWERS[answer]
  return <Badge tone={tone}>{t(label)}</Badge>
}
