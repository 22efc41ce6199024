import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { ComparisonView } from '@/lib/contracts/experiments'

const VERDICTS = {
  better: { tone: 'success', label: 'evaluations.better' },
  worse: { tone: 'danger', label: 'evaluations.worse' },
  equivalent: { tone: 'info', label: 'evaluations.equivalent' },
  inconclusive: { tone: 'neutral', label: 'evaluations.inconclusive' },
} as const

export function VerdictBadge({ verdict }: Pick<ComparisonView, 'verdict'>) {
  const { tone, label } = VERDICTS[verdict]
  return <Badge tone={tone}>{t(label)}</Badge>
}
