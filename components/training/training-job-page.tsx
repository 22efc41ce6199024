'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Progress } from '@/components/ui/progress'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getTrainedModel, listTrainedModels } from '@/lib/contracts/training'
import { cancelTraining, getTrainingJob, type TrainingJobDetail } from '@/lib/contracts/training-jobs'
import { EventsPanel } from './events-panel'
import { LossPanel } from './loss-panel'
import { Panel } from './panel'
import { ReportPanel } from './report-panel'
import { isOpen, StatusBadge } from './stage-badge'
import { TrainingResult } from './training-result'

const POLL_MS = 1_000

export function TrainingJobPage({ jobId }: { jobId: string }) {
  const query = useContractQuery(getTrainingJob, {
    params: { trainingJobId: jobId },
    refetchInterval: (data) => (data && !isOpen(data) ? false : POLL_MS),
  })
  return (
    <PageBody>
      {blockingError(query) ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <Loaded job={query.data} />
      ) : (
        <SkeletonRows count={6} />
      )}
    </PageBody>
  )
}

function Loaded({ job }: { job: TrainingJobDetail }) {
  const { model, dataset, connectionName, baseModel } = job
  const from = [dataset ? t('training.datasetVersion', dataset) : null, baseModel, connectionName].filter(
    (part) => part !== null,
  )
  return (
    <>
      <PageHeader
        title={`${t('training.train')}: ${model.name}`}
        description={from.join(' · ')}
        back={{ href: `/models/trained/${model.id}`, label: model.name }}
        actions={<CancelButton job={job} />}
      />
      <div className="flex flex-col gap-4">
        <StatePanel job={job} />
        {job.curve.length > 0 || isOpen(job) ? <LossPanel job={job} /> : null}
        <div className="grid gap-4 lg:grid-cols-2">
          <EventsPanel events={job.events} />
          {job.validation ? <ReportPanel report={job.validation} /> : null}
        </div>
      </div>
    </>
  )
}

function StatePanel({ job }: { job: TrainingJobDetail }) {
  const { status, progress, error, errorRef, version, model, startedAt, endedAt, isCancelling } = job
  const stage = localizeStored(job.stage, job.stageRef)
  const durationMs = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null
  return (
    <Panel
      title={isCancelling ? t('training.cancelling') : stage || t(`training.status-${status}`)}
      actions={<StatusBadge status={status} />}
    >
      {isOpen(job) ? (
        <>
          <Progress
            value={status === 'queued' ? null : progress / 100}
            label={stage || t('training.train')}
            className="h-1.5"
          />
          <p className="mt-2 flex justify-between gap-3 text-muted text-xs">
            <span>{t('training.waitForService')}</span>
            <span className="shrink-0 tabular-nums">{progress} %</span>
          </p>
        </>
      ) : null}
      {error ? (
        <p role="alert" className="mt-2 text-danger text-sm">
          {localizeStored(error, errorRef)}
        </p>
      ) : null}
      {version === null ? null : <TrainingResult modelId={model.id} version={version} durationMs={durationMs} />}
      {status === 'cancelled' ? <p className="text-muted text-sm">{t('training.status-cancelled')}</p> : null}
    </Panel>
  )
}

function CancelButton({ job }: { job: TrainingJobDetail }) {
  const canEdit = useHasRole('editor')
  const [isConfirming, setConfirming] = useState(false)
  const cancel = useContractMutation(cancelTraining, {
    invalidates: [getTrainingJob, getTrainedModel, listTrainedModels],
    onSuccess: () => setConfirming(false),
  })
  if (!canEdit || !isOpen(job) || job.isCancelling) return null
  return (
    <>
      <Button onClick={() => setConfirming(true)}>{t('training.cancel')}</Button>
      <ConfirmDialog
        open={isConfirming}
        onOpenChange={setConfirming}
        title={t('training.cancelTitle')}
        description={t('training.cancelText')}
        confirmLabel={t('training.cancel')}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate({ params: { trainingJobId: job.id } })}
      />
    </>
  )
}
