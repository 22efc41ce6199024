import { Progress } from '@/components/ui/progress'
import { t } from '@/lib/client/messages/t'
import type { BatchView } from '@/lib/contracts/batches'

const STATUS = {
  draft: 'automations.statusDraft',
  running: 'automations.statusRunning',
  paused: 'automations.statusPaused',
  done: 'automations.statusDone',
  cancelled: 'automations.statusCancelled',
} as const

/** Progress, failures and status of a batch. */
export function BatchProgress({ batch }: { batch: BatchView }) {
  const { counts, status } = batch
  const runnable = batch.rowCount - counts.invalid
  // Stopped and pending rows can still run.
  const done = counts.succeeded + counts.failed
  const bad = counts.failed + counts.invalid
  return (
    <div className="flex flex-col gap-1">
      <p className="text-xs">
        {t(STATUS[status])}
        {status === 'draft' ? null : (
          <span className="text-muted"> · {t('automations.progress', { done, count: runnable })}</span>
        )}
        {bad > 0 && status !== 'draft' ? (
          <span className="text-danger"> · {t('automations.failedCount', { count: bad })}</span>
        ) : null}
      </p>
      {status === 'draft' ? null : (
        <Progress
          value={runnable === 0 ? 1 : done / runnable}
          label={batch.name}
          tone={status === 'done' && bad === 0 ? 'success' : 'accent'}
        />
      )}
    </div>
  )
}
