import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { CalibrationState } from '@/lib/contracts/judges'

const STATES = {
  untested: { tone: 'neutral', label: 'evaluations.judgeUntested' },
  weak: { tone: 'warning', label: 'evaluations.judgeWeak' },
  calibrated: { tone: 'success', label: 'evaluations.judgeCalibrated' },
} as const

export function JudgeStateBadge({ state }: { state: CalibrationState }) {
  const { tone, label } = STATES[state]
  return <Badge tone={tone}>{t(label)}</Badge>
}
