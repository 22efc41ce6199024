import { Badge, type BadgeTone } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { RolloutView } from '@/lib/contracts/rollouts'

const TEXTS = {
  running: 'releases.status_running',
  promoted: 'releases.status_promoted',
  'rolled-back': 'releases.status_rolled-back',
  stopped: 'releases.status_stopped',
} as const
const TONES = {
  running: 'accent',
  promoted: 'success',
  'rolled-back': 'danger',
  stopped: 'neutral',
} as const satisfies Record<RolloutView['status'], BadgeTone>

export function RolloutState({ status }: Pick<RolloutView, 'status'>) {
  return <Badge tone={TONES[status]}>{t(TEXTS[status])}</Badge>
}
