'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { formatRelative } from '@/lib/client/format/format'
import { useNow } from '@/lib/client/hooks/use-now'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  cancelLabRun,
  deleteLabRun,
  type LabConfiguration,
  type LabRunView,
  listLabRuns,
} from '@/lib/contracts/retrieval-lab-runs'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { useApplyOptions } from '../use-apply-options'
import { MetricPlot } from './metric-plot'
import { MetricTable } from './metric-table'
import { RunQuestions } from './run-questions'
import { ThresholdProposals } from './threshold-proposals'

export interface RunResultProps {
  knowledgeBaseId: string
  run: LabRunView
  /** The current search settings of the base; null for the defaults. */
  inUse: RetrievalOptions | null
}

const TICK_MS = 20_000

/** A comparison: its progress while running, then its metrics and questions. */
export function RunResult({ knowledgeBaseId, run, inUse }: RunResultProps) {
  const [view, setView] = useState<'table' | 'picture'>('table')
  const [isDeleting, setDeleting] = useState(false)
  const params = { knowledgeBaseId, labRunId: run.id }
  const remove = useContractMutation(deleteLabRun, {
    invalidates: [listLabRuns],
    onSuccess: () => setDeleting(false),
  })
  const nowMs = useNow(TICK_MS)
  const apply = useApplyOptions(knowledgeBaseId, inUse)
  const usedOptions = JSON.stringify(inUse ?? RetrievalOptions.parse({}))
  const isInUse = ({ options }: LabConfiguration) => JSON.stringify(options) === usedOptions
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-48 flex-1 font-medium text-sm">
          {t('lab.runOf', {
            time: formatRelative(run.createdAt, nowMs),
            questions: run.questionCount,
            configurations: run.configurations.length,
          })}
        </h3>
        {run.figures ? (
          <SegmentedControl
            size="sm"
            label={t('lab.measure')}
            value={view}
            onValueChange={setView}
            options={[
              { value: 'table', label: t('lab.showTable') },
              { value: 'picture', label: t('lab.showPicture') },
            ]}
          />
        ) : null}
        {run.endedAt === null ? null : (
          <IconButton size="sm" icon="trash" label={t('lab.deleteRun')} onClick={() => setDeleting(true)} />
        )}
        <ConfirmDialog
          open={isDeleting}
          onOpenChange={setDeleting}
          title={t('lab.deleteRunTitle')}
          description={t('lab.deleteRunText')}
          confirmLabel={t('lab.deleteRun')}
          busy={remove.isPending}
          onConfirm={() => remove.mutate({ params })}
        />
      </header>
      {run.isOtherIndex ? <p className="text-muted text-xs">{t('lab.runOtherIndex')}</p> : null}
      <RunState params={params} run={run} />
      {run.figures && view === 'table' ? (
        <MetricTable
          configurations={run.configurations}
          metrics={run.figures}
          isInUse={isInUse}
          onApply={apply.apply}
          busy={apply.isPending}
        />
      ) : null}
      {run.figures && view === 'picture' ? (
        <MetricPlot configurations={run.configurations} metrics={run.figures} />
      ) : null}
      {run.figures ? <p className="max-w-3xl text-muted text-xs">{t('lab.intervalHint')}</p> : null}
      {run.figures?.every(({ measures }) => measures.ndcg.mean === null) ? (
        <p className="max-w-3xl text-muted text-xs">{t('lab.recallLater')}</p>
      ) : null}
      {run.figures ? (
        <ThresholdProposals
          configurations={run.configurations}
          metrics={run.figures}
          isInUse={isInUse}
          onApply={apply.apply}
          busy={apply.isPending}
        />
      ) : null}
      {run.figures ? <RunQuestions knowledgeBaseId={knowledgeBaseId} run={run} /> : null}
    </section>
  )
}

function RunState({ params, run }: { params: { knowledgeBaseId: string; labRunId: string }; run: LabRunView }) {
  const cancel = useContractMutation(cancelLabRun, { invalidates: [listLabRuns] })
  if (run.error !== null)
    return (
      <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
        {localizeStored(run.error, run.errorRef)}
      </p>
    )
  if (run.status === 'cancelled') return <p className="text-muted text-sm">{t('lab.cancelled')}</p>
  if (run.status === 'done') return null
  return (
    <div className="flex items-center gap-3">
      <Progress value={run.total === 0 ? null : run.done / run.total} label={t('lab.runRunning')} className="flex-1" />
      <span className="shrink-0 text-muted text-xs tabular-nums" aria-live="polite">
        {t('lab.runDone', { done: run.done, total: run.total })}
      </span>
      <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate({ params })}>
        {t('common.cancel')}
      </Button>
    </div>
  )
}
