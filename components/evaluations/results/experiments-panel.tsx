'use client'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatRelative } from '@/lib/client/format/format'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import { listExperiments } from '@/lib/contracts/experiments'
import { isActive } from '../labels'
import { StartPanel } from '../setup/start-panel'
import { ExperimentResult } from './experiment-result'

const POLL_MS = 2_000

/** Starts experiments, and shows the newest or the selected one. */
export function ExperimentsPanel({ evaluation }: { evaluation: EvaluationView }) {
  const [selected, setSelected] = useUrlState('experiment')
  const experiments = useContractQuery(listExperiments, {
    params: { evaluationId: evaluation.id },
    refetchInterval: (data) => (data?.experiments.some(isActive) ? POLL_MS : false),
  })
  if (blockingError(experiments))
    return <ErrorPanel error={experiments.error} onRetry={() => void experiments.refetch()} />
  if (!experiments.data) return <SkeletonRows />
  const all = experiments.data.experiments
  const shown = all.find(({ id }) => id === selected) ?? all[0]
  return (
    <div className="flex flex-col gap-5">
      <StartPanel evaluation={evaluation} experiments={all} onStarted={(id) => setSelected(id)} />
      {shown ? (
        <>
          {all.length > 1 ? (
            <Select
              className="w-full sm:w-80"
              aria-label={t('evaluations.history')}
              value={shown.id}
              onValueChange={setSelected}
              options={all.map(({ id, number, createdAt }) => ({
                value: id,
                label: t('evaluations.experiment', { number }),
                description: formatRelative(createdAt),
              }))}
            />
          ) : null}
          <ExperimentResult key={shown.id} experiment={shown} isNamed={all.length > 1} />
        </>
      ) : (
        <EmptyState icon="circle-check" title={t('evaluations.neverRun')} text={t('evaluations.noAnswers')} />
      )}
    </div>
  )
}
