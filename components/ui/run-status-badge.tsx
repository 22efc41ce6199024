import { type MessageKey, t } from '@/lib/client/messages/t'
import type { RunStatus } from '@/lib/contracts/run-status'
import { Badge, type BadgeTone } from './badge'
import { cn } from './cn'
import { Spinner } from './spinner'

const TONES: Readonly<Record<RunStatus, BadgeTone>> = {
  queued: 'neutral',
  running: 'info',
  paused: 'warning',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'neutral',
}

export const RUN_STATUS_LABELS = {
  queued: 'runs.statusQueued',
  running: 'runs.statusRunning',
  paused: 'runs.statusPaused',
  succeeded: 'runs.statusSucceeded',
  failed: 'runs.statusFailed',
  cancelled: 'runs.statusCancelled',
} as const satisfies Record<RunStatus, MessageKey>

const WAITS = {
  approval: 'runs.waitingForApproval',
  reconnect: 'runs.waitingForReconnect',
  timer: null,
} as const

export interface RunStatusBadgeProps {
  status: RunStatus
  /** Reason of a paused run, if known. */
  waitsFor?: 'approval' | 'reconnect' | 'timer' | null
  /** For lists of many runs: only states that need attention have a color. */
  inList?: boolean
}

export function RunStatusBadge({ status, waitsFor, inList }: RunStatusBadgeProps) {
  return (
    <Badge tone={inList && status === 'succeeded' ? 'plain' : TONES[status]}>
      {status === 'running' ? (
        <Spinner size={11} />
      ) : (
        <span className={cn('size-1.5 rounded-full', status === 'succeeded' ? 'bg-success' : 'bg-current')} />
      )}
      <span className={cn(inList && status === 'succeeded' && 'max-sm:sr-only')}>
        {t((status === 'paused' && WAITS[waitsFor ?? 'timer']) || RUN_STATUS_LABELS[status])}
      </span>
    </Badge>
  )
}
