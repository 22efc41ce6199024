import { Badge, type BadgeTone } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { ExampleResult } from '@/lib/contracts/experiments'

const TONES = {
  regressed: { tone: 'danger', label: 'evaluations.regressed' },
  improved: { tone: 'success', label: 'evaluations.improved' },
  unsteady: { tone: 'warning', label: 'evaluations.unsteady' },
  'no-verdict': { tone: 'neutral', label: 'evaluations.noVerdict' },
  failed: { tone: 'danger', label: 'evaluations.failed' },
} as const satisfies Partial<Record<ExampleResult['change'], { tone: BadgeTone; label: string }>>

export function ChangeBadge({ change }: Pick<ExampleResult, 'change'>) {
  if (change === 'same') return null
  const { tone, label } = TONES[change]
  return <Badge tone={tone}>{t(label)}</Badge>
}
