import { Badge, type BadgeTone } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { JobSummary, ModelStage } from '@/lib/contracts/training'

const STAGES: Readonly<Record<ModelStage, BadgeTone>> = { candidate: 'info', production: 'success', retired: 'neutral' }

export function StageBadge({ stage }: { stage: ModelStage }) {
  return <Badge tone={STAGES[stage]}>{t(`training.stage-${stage}`)}</Badge>
}

const STATUSES: Readonly<Record<JobSummary['status'], BadgeTone>> = {
  queued: 'neutral',
  validating: 'info',
  running: 'info',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'neutral',
}

export function StatusBadge({ status }: { status: JobSummary['status'] }) {
  return <Badge tone={STATUSES[status]}>{t(`training.status-${status}`)}</Badge>
}

export const isOpen = ({ status }: Pick<JobSummary, 'status'>): boolean =>
  status === 'queued' || status === 'validating' || status === 'running'
