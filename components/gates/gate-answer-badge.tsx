import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { GateCheck } from '@/lib/contracts/gates'
import { ANSWERS } from './gate-labels'

export function GateAnswerBadge({ answer, needsRun = false }: Pick<GateCheck, 'answer'> & { needsRun?: boolean }) {
  if (answer === 'inconclusive' && needsRun) return <Badge tone="neutral">{t('gates.needsRun')}</Badge>
  const { tone, label } = ANSWERS[answer]
  return <Badge tone={tone}>{t(label)}</Badge>
}
