'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/ui/progress'
import { formatCost, formatRelative } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { controlExperiment, type ExperimentView, getExperiment, listExperiments } from '@/lib/contracts/experiments'
import { isActive } from '../labels'
import { ExportMenu } from './export-menu'

const STATUSES = {
  queued: { tone: 'neutral', label: 'evaluations.statusQueued' },
  running: { tone: 'info', label: 'evaluations.statusRunning' },
  done: { tone: 'success', label: 'evaluations.statusDone' },
  stopped: { tone: 'warning', label: 'evaluations.statusStopped' },
  cancelled: { tone: 'neutral', label: 'evaluations.statusCancelled' },
  failed: { tone: 'danger', label: 'evaluations.statusFailed' },
} as const

/** Progress and cost of an experiment, with the available actions. */
export function ExperimentState({ experiment, isNamed }: { experiment: ExperimentView; isNamed: boolean }) {
  const { done, total, reused, costMicros, createdAt, createdByName, number, error, errorRef } = experiment
  const { tone, label } = STATUSES[experiment.status]
  const canEdit = useHasRole('editor')
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        {isNamed ? null : (
          <span className="font-medium text-ink text-sm">{t('evaluations.experiment', { number })}</span>
        )}
        <Badge tone={tone}>{t(label)}</Badge>
        <span className="tabular-nums" aria-live="polite">
          {t('evaluations.progress', { done, total })}
        </span>
        {reused > 0 ? <span className="tabular-nums">{t('evaluations.reused', { count: reused })}</span> : null}
        {experiment.interrupted > 0 ? (
          <span className="text-warning tabular-nums">
            {t('evaluations.interruptedCount', { count: experiment.interrupted })}
          </span>
        ) : null}
        {costMicros > 0 ? <span className="tabular-nums">{formatCost(costMicros)}</span> : null}
        <span>
          {formatRelative(createdAt)}
          {createdByName ? ` · ${createdByName}` : ''}
        </span>
        <Controls experiment={experiment} />
        {experiment.done > 0 && canEdit ? <ExportMenu experiment={experiment} /> : null}
      </div>
      {isActive(experiment) ? (
        <Progress value={total === 0 ? null : done / total} label={t('evaluations.statusRunning')} />
      ) : null}
      {error === null ? null : (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          {localizeStored(error, errorRef)}
        </p>
      )}
    </section>
  )
}

const EXTRA_BUDGET_MICROS = 1_000_000

function Controls({ experiment }: { experiment: ExperimentView }) {
  const canEdit = useHasRole('editor')
  const control = useContractMutation(controlExperiment, { invalidates: [listExperiments, getExperiment] })
  const params = { evaluationId: experiment.evaluationId, experimentId: experiment.id }
  const { status, failed, interrupted, budgetMicros } = experiment
  if (!canEdit) return null
  const button = (text: string, body: Parameters<typeof control.mutate>[0]['body']) => (
    <Button size="sm" busy={control.isPending} onClick={() => control.mutate({ params, body })}>
      {text}
    </Button>
  )
  if (isActive(experiment)) return button(t('evaluations.cancel'), { action: 'cancel' })
  if (status === 'stopped' && budgetMicros !== null)
    return button(t('evaluations.resumeMore', { cost: formatCost(EXTRA_BUDGET_MICROS) }), {
      action: 'resume',
      budgetMicros: budgetMicros + EXTRA_BUDGET_MICROS,
    })
  if (status === 'cancelled' || status === 'failed') return button(t('evaluations.resume'), { action: 'resume' })
  return failed + interrupted > 0 ? button(t('evaluations.retry'), { action: 'retry' }) : null
}
