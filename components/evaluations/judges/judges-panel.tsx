'use client'
import { scorerNameOf } from '@/components/gates/scorer-name'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import { type JudgeView, listJudges } from '@/lib/contracts/judges'
import { isJudge } from '@/lib/contracts/scorers'
import { metricName } from '../labels'
import { ConfusionMatrix } from './confusion-matrix'
import { JudgeStateBadge } from './judge-state-badge'
import { QualityFigures } from './quality-figures'

const ENOUGH_LABELS = 30

/** Agreement of the evaluation's judges with people. */
export function JudgesPanel({
  evaluation,
  onLabel,
}: {
  evaluation: EvaluationView
  onLabel: (scorer: string) => void
}) {
  const hasJudges = evaluation.scorers.some(isJudge)
  const judges = useContractQuery(listJudges, { params: { evaluationId: evaluation.id }, enabled: hasJudges })
  if (!hasJudges || !judges.data) return null
  return (
    <section className="flex flex-col gap-2" aria-labelledby="judges">
      <h2 id="judges" className="font-semibold text-base">
        {t('evaluations.judges')}
      </h2>
      <ul className="flex flex-col gap-3">
        {judges.data.judges.map((judge) => (
          <Judge key={judge.scorer} judge={judge} evaluation={evaluation} onLabel={onLabel} />
        ))}
      </ul>
    </section>
  )
}

interface JudgeProps {
  judge: JudgeView
  evaluation: EvaluationView
  onLabel: (scorer: string) => void
}

function Judge({ judge, evaluation, onLabel }: JudgeProps) {
  const canEdit = useHasRole('editor')
  const { quality, canLabel, judged, criteria } = judge
  const name = metricName(evaluation.scorers, judge.scorer) || scorerNameOf(judge.scorer)
  return (
    <li className="flex min-w-0 flex-col gap-3 rounded-lg border bg-surface p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium text-sm">{name}</h3>
        <JudgeStateBadge state={quality.state} />
        <span className="text-muted text-xs tabular-nums">
          {t('evaluations.labelledOf', { count: quality.labelled, of: judged })}
        </span>
        {canEdit && canLabel ? (
          <Button
            size="sm"
            className="ml-auto"
            disabled={judged === 0}
            title={judged === 0 ? t('evaluations.labelFirstRun') : undefined}
            onClick={() => onLabel(judge.scorer)}
          >
            {t('evaluations.labelAnswers')}
          </Button>
        ) : null}
      </div>
      {criteria.length > 0 ? (
        <ul className="list-inside list-disc text-muted text-sm">
          {criteria.map((criterion) => (
            <li key={criterion}>{criterion}</li>
          ))}
        </ul>
      ) : null}
      <p className="max-w-3xl text-muted text-xs">{stateText(judge)}</p>
      {quality.labelled > 0 ? (
        <div className="flex flex-wrap items-start gap-x-8 gap-y-4">
          <QualityFigures judge={judge} />
          <ConfusionMatrix quality={quality} />
        </div>
      ) : null}
    </li>
  )
}

function stateText({ quality: { state, labelled }, canLabel }: JudgeView): string {
  if (!canLabel) return t('evaluations.pairsUntested')
  if (state === 'calibrated') return t('evaluations.calibratedText')
  if (state === 'weak') return t('evaluations.weakText')
  return t('evaluations.untestedText', { count: Math.max(1, ENOUGH_LABELS - labelled) })
}
