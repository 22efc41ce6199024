'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { deleteEvaluation, type EvaluationView, getEvaluation, listEvaluations } from '@/lib/contracts/evaluations'
import { JudgesPanel } from './judges/judges-panel'
import { LabelQueue } from './judges/label-queue'
import { OptimizerSection } from './optimizer/optimizer-section'
import { ExperimentsPanel } from './results/experiments-panel'
import { SettingsDialog } from './setup/settings-dialog'

export function EvaluationPage({ evaluationId }: { evaluationId: string }) {
  const evaluation = useContractQuery(getEvaluation, { params: { evaluationId } })
  const canEdit = useHasRole('editor')
  return (
    <PageBody>
      <PageHeader
        back={{
          href: evaluation.data ? `/apps/${evaluation.data.appId}/evaluate` : '/evaluations',
          label: t('evaluations.title'),
        }}
        title={evaluation.data?.name ?? (evaluation.error ? t('evaluations.title') : <Skeleton className="h-7 w-56" />)}
        description={evaluation.data ? <Facts evaluation={evaluation.data} /> : undefined}
        actions={evaluation.data && canEdit ? <Actions evaluation={evaluation.data} /> : null}
      />
      {blockingError(evaluation) ? (
        <ErrorPanel error={evaluation.error} onRetry={() => void evaluation.refetch()} />
      ) : evaluation.data ? (
        <Results evaluation={evaluation.data} />
      ) : (
        <SkeletonRows />
      )}
    </PageBody>
  )
}

const OPTIMIZER = 'optimizer'

function Results({ evaluation }: { evaluation: EvaluationView }) {
  const [labelled, setLabelled] = useUrlState('label')
  const [view, setView] = useUrlState('view')
  if (labelled !== '') return <LabelQueue evaluation={evaluation} scorer={labelled} onClose={() => setLabelled('')} />
  return (
    <div className="flex flex-col gap-6">
      <SegmentedControl
        className="self-start"
        label={t('evaluations.view')}
        value={view === OPTIMIZER ? OPTIMIZER : ''}
        onValueChange={setView}
        options={[
          { value: '', label: t('evaluations.results') },
          { value: OPTIMIZER, label: t('optimizer.title') },
        ]}
      />
      {view === OPTIMIZER ? (
        <OptimizerSection evaluation={evaluation} />
      ) : (
        <>
          <ExperimentsPanel evaluation={evaluation} />
          <JudgesPanel evaluation={evaluation} onLabel={setLabelled} />
        </>
      )}
    </div>
  )
}

function Facts({ evaluation: { appId, appName, datasetId, exampleCount } }: { evaluation: EvaluationView }) {
  const link = 'underline-offset-2 hover:text-ink hover:underline'
  return (
    <>
      <Link href={`/apps/${appId}`} className={link}>
        {appName}
      </Link>
      {' · '}
      <Link href={`/data/${datasetId}`} className={link}>
        {t('evaluations.caseCount', { count: exampleCount })}
      </Link>
    </>
  )
}

function Actions({ evaluation }: { evaluation: EvaluationView }) {
  const router = useRouter()
  const [open, setOpen] = useState<'settings' | 'delete' | null>(null)
  const remove = useContractMutation(deleteEvaluation, {
    invalidates: [listEvaluations],
    onSuccess: () => router.push(`/apps/${evaluation.appId}/evaluate`),
  })
  return (
    <>
      <Button icon="settings" onClick={() => setOpen('settings')}>
        {t('evaluations.settings')}
      </Button>
      <IconButton icon="trash" label={t('evaluations.delete')} onClick={() => setOpen('delete')} />
      {open === 'settings' ? <SettingsDialog evaluation={evaluation} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'delete' : null)}
        title={t('evaluations.deleteTitle')}
        description={t('evaluations.deleteText')}
        confirmLabel={t('evaluations.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { evaluationId: evaluation.id } })}
      />
    </>
  )
}
