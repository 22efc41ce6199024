import { t } from '@/lib/client/messages/t'
import type { JudgeView } from '@/lib/contracts/judges'
import { metricText } from '../labels'

interface Figure {
  label: string
  value: string
  detail: string
}

const share = (value: number | null) => metricText('', value)
const range = (interval: { low: number; high: number } | null) =>
  interval ? `[${share(interval.low)}, ${share(interval.high)}]` : ''
const coefficient = (value: number | null) => (value === null ? '–' : value.toFixed(2))

/** Agreement with its uncertainty. Shows both kappa and AC1, because each can mislead if one class dominates. */
export function QualityFigures({ judge }: { judge: JudgeView }) {
  const { quality, people, rawMean, correctedMean, correctedInterval } = judge
  const { sensitivity, specificity, kappa, kappaInterval, ac1 } = quality
  const kappaRange = kappaInterval ? `[${coefficient(kappaInterval.low)}, ${coefficient(kappaInterval.high)}]` : ''
  const figures: Figure[] = [
    {
      label: t('evaluations.sensitivity'),
      value: share(sensitivity?.value ?? null),
      detail: range(sensitivity?.interval ?? null),
    },
    {
      label: t('evaluations.specificity'),
      value: share(specificity?.value ?? null),
      detail: range(specificity?.interval ?? null),
    },
    { label: t('evaluations.kappa'), value: coefficient(kappa), detail: kappaRange },
    { label: t('evaluations.ac1'), value: coefficient(ac1), detail: '' },
    {
      label: t('evaluations.peopleAgree'),
      value: share(people.agreement),
      detail: t('evaluations.peopleItems', { count: people.items }),
    },
    {
      label: t('evaluations.corrected'),
      value: share(correctedMean),
      detail: `${range(correctedInterval)} ${t('evaluations.rawMean', { value: share(rawMean) })}`.trim(),
    },
  ]
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
      {figures.map(({ label, value, detail }) => (
        <div key={label} className="flex flex-col">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="font-medium text-base tabular-nums">{value}</dd>
          <dd className="text-faint text-xs tabular-nums">{detail}</dd>
        </div>
      ))}
    </dl>
  )
}
