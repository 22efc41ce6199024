'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Select } from '@/components/ui/select'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type EvaluationView, getEvaluation } from '@/lib/contracts/evaluations'
import { type ExperimentView, listExperiments, startExperiment, type VariantChoice } from '@/lib/contracts/experiments'
import { listVersions } from '@/lib/contracts/versions'
import { detectableDifference, MIN_PAIRS } from '@/lib/core/statistics/sample-size'
import { isActive } from '../labels'

export interface StartPanelProps {
  evaluation: EvaluationView
  experiments: readonly ExperimentView[]
  onStarted: (experimentId: string) => void
}

const NONE = 'none'
/** Earlier experiments that are offered as baselines. */
const SHOWN = 10

/** Runs the draft, compared with the newest result unless another baseline is selected. The baseline is kept. */
export function StartPanel({ evaluation, experiments, onStarted }: StartPanelProps) {
  const canEdit = useHasRole('editor')
  const versions = useContractQuery(listVersions, { params: { appId: evaluation.appId }, enabled: canEdit })
  const start = useContractMutation(startExperiment, {
    invalidates: [listExperiments, getEvaluation],
    onSuccess: ({ id }) => onStarted(id),
  })
  const earlier = experiments.filter((experiment) => experiment.done > 0 && !isActive(experiment)).slice(0, SHOWN)
  const [selected, setSelected] = useState<string | null>(null)
  const baseline = selected ?? earlier[0]?.id ?? NONE
  if (!canEdit) return null
  const all = versions.data?.versions ?? []
  const options = [
    { value: NONE, label: t('evaluations.versusNone') },
    ...earlier.map(({ id, number }) => ({ value: id, label: t('evaluations.versusPrevious', { number }) })),
    ...(all.some(({ live }) => live) ? [{ value: 'live', label: t('evaluations.versusLive') }] : []),
    ...all.map(({ id, number }) => ({ value: id, label: t('evaluations.versusVersion', { number }) })),
  ]
  const variants = [...baselineOf(baseline, earlier), { kind: 'draft' as const }]
  const params = { evaluationId: evaluation.id }
  const count = evaluation.exampleCount
  return (
    <section className="flex flex-col gap-2 rounded-lg border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          variant="primary"
          icon="play"
          busy={start.isPending}
          disabled={count === 0 || experiments.some(isActive)}
          onClick={() => {
            // The next comparison has the same baseline, not the experiment that starts now.
            setSelected(baseline)
            start.mutate({ params, body: { variants } })
          }}
        >
          {t(
            experiments.length === 0
              ? 'evaluations.run'
              : baseline === NONE
                ? 'evaluations.runAgain'
                : 'evaluations.runCompare',
          )}
        </Button>
        {options.length > 1 ? (
          <span className="flex min-w-0 items-center gap-2 text-muted text-sm">
            <span aria-hidden>{t('evaluations.versus')}</span>
            <Select
              className="w-56"
              aria-label={t('evaluations.versus')}
              value={baseline}
              onValueChange={setSelected}
              options={options}
            />
          </span>
        ) : null}
      </div>
      <p className="max-w-3xl text-muted text-xs">
        {joinSentences(
          experiments.length === 0 ? t('evaluations.firstRunHint', { count }) : t('evaluations.runHint'),
          count < MIN_PAIRS
            ? t('evaluations.tooFewCases', { count: MIN_PAIRS })
            : t('evaluations.detectable', { count, points: Math.ceil(100 * detectableDifference(count)) }),
        )}
      </p>
      <FormError error={start.error} />
    </section>
  )
}

function baselineOf(baseline: string, earlier: readonly ExperimentView[]): VariantChoice[] {
  if (baseline === NONE) return []
  if (baseline === 'live') return [{ kind: 'environment', name: 'production' }]
  const experiment = earlier.find(({ id }) => id === baseline)
  if (!experiment) return [{ kind: 'version', versionId: baseline }]
  return [{ kind: 'earlier', experimentId: experiment.id, variant: experiment.variants.length - 1 }]
}
