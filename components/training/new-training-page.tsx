'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { listTrainedModels } from '@/lib/contracts/training'
import { checkTraining, getTrainingChoices, startTraining } from '@/lib/contracts/training-jobs'
import { hasErrors, type ValidationReport } from '@/lib/contracts/training-report'
import { type Draft, emptyDraft, toPlan } from './plan-draft'
import { PlanForm } from './plan-form'
import type { RenderUpload } from './plan-form-props'
import { ReportPanel } from './report-panel'

export interface NewTrainingPageProps {
  /** The model that a person trains again; empty for a new one. */
  modelName: string
  kind: Draft['kind']
  /** Id of the preselected data set version; empty if none. */
  datasetVersionId: string
  renderUpload: RenderUpload
}

/** A wizard: first data, model type and settings, then the data report and the cost, then the start. */
export function NewTrainingPage({ modelName, kind, datasetVersionId, renderUpload }: NewTrainingPageProps) {
  const router = useRouter()
  const choices = useContractQuery(getTrainingChoices)
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft(kind), modelName, datasetVersionId }))
  const check = useContractMutation(checkTraining, { onError: () => {} })
  const start = useContractMutation(startTraining, {
    invalidates: [listTrainedModels],
    onSuccess: ({ trainingJobId }) => {
      toast(t('training.started'))
      router.push(`/models/trained/jobs/${trainingJobId}`)
    },
    // The report is outdated, or the data has errors.
    onError: () => check.reset(),
  })
  const change = (next: Draft) => {
    setDraft(next)
    check.reset()
    start.reset()
  }
  const plan = toPlan(draft)
  const report = check.data?.report
  return (
    <PageBody narrow>
      <PageHeader
        title={t('training.add')}
        description={t('training.titleHint')}
        back={{ href: '/models/trained', label: t('training.backToModels') }}
      />
      {choices.error ? (
        <ErrorPanel error={choices.error} onRetry={() => void choices.refetch()} />
      ) : choices.data ? (
        <div className="flex flex-col gap-4">
          <PlanForm draft={draft} onChange={change} choices={choices.data} renderUpload={renderUpload} />
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant={report ? 'secondary' : 'primary'}
              icon="scan"
              disabled={!plan}
              busy={check.isPending}
              onClick={() => plan && check.mutate({ body: plan })}
            >
              {t('training.check')}
            </Button>
            {check.isPending ? <span className="text-muted text-sm">{t('training.checking')}</span> : null}
          </div>
          {check.error ? <ErrorPanel error={check.error} /> : null}
          {start.error ? <ErrorPanel error={start.error} /> : null}
          {report ? (
            <>
              <ReportPanel report={report} />
              <StartBar
                report={report}
                busy={start.isPending}
                onStart={() =>
                  plan && start.mutate({ body: { plan, confirmed: { costMicros: report.cost?.micros ?? null } } })
                }
              />
            </>
          ) : null}
        </div>
      ) : (
        <SkeletonRows count={5} />
      )}
    </PageBody>
  )
}

interface StartBarProps {
  report: ValidationReport
  busy: boolean
  onStart: () => void
}

/** Paid training needs an explicit confirmation. */
function StartBar({ report, busy, onStart }: StartBarProps) {
  const [isConfirmed, setIsConfirmed] = useState(false)
  const errors = report.issues.filter(({ level }) => level === 'error').length
  if (hasErrors(report))
    return (
      <p role="alert" className="text-danger text-sm">
        {t('training.errors', { count: errors })}
      </p>
    )
  return (
    <div className="flex flex-wrap items-center gap-4">
      {report.cost ? (
        <label htmlFor="confirm-cost" className="flex cursor-pointer items-center gap-2.5 text-sm">
          <Checkbox
            id="confirm-cost"
            checked={isConfirmed}
            onCheckedChange={(checked) => setIsConfirmed(checked === true)}
          />
          {t('training.costConfirm')}
        </label>
      ) : null}
      <Button
        variant="primary"
        icon="play"
        disabled={report.cost !== null && !isConfirmed}
        busy={busy}
        onClick={onStart}
      >
        {t('training.start')}
      </Button>
    </div>
  )
}
