import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import {
  type LabelMetrics,
  MIN_TEST_EXAMPLES,
  type TrainingReport,
  testExamplesOf,
} from '@/lib/contracts/training-metrics'
import { accuracyNote, accuracyText } from './accuracy-text'
import { ClassTable } from './class-table'
import { ConfusionMatrix } from './confusion-matrix'
import { CurvePlot } from './curve-plot'
import { MixUps } from './mix-ups'
import { Panel } from './panel'

/** Metrics of a classifier version. */
export function MetricsPanel({ report }: { report: TrainingReport | null }) {
  if (!report) return <EmptyState icon="scale" title={t('training.metrics')} text={t('training.metricsNone')} />
  const { metrics, threshold, learningCurve } = report
  return (
    <div className="flex flex-col gap-4">
      <KeyMetrics report={report} />
      <div className="grid gap-4 lg:grid-cols-[3fr_2fr]">
        <Panel title={t('training.confusion')}>
          <ConfusionMatrix metrics={metrics} />
        </Panel>
        <Panel title={t('training.mixUps')}>
          <MixUps metrics={metrics} />
        </Panel>
      </div>
      <Panel title={t('training.perClass')}>
        <ClassTable classes={metrics.classes} />
      </Panel>
      <div className="grid gap-4 lg:grid-cols-2">
        <ThresholdPanel threshold={threshold} />
        {learningCurve.length > 1 ? (
          <Panel title={t('training.accuracyByData')}>
            <CurvePlot
              label={`${t('training.accuracyByData')}: ${learningCurve.map(({ examples, accuracy }) => `${examples} ${formatShare(accuracy)}`).join(', ')}`}
              series={[
                {
                  name: t('training.accuracy'),
                  tone: 'accent',
                  points: learningCurve.map(({ examples, accuracy }) => ({ x: examples, y: accuracy })),
                },
              ]}
              writeX={String}
              writeY={formatShare}
              nameX={t('training.examplesColumn')}
            />
            <p className="mt-2 text-muted text-xs">{t('training.accuracyByDataHint')}</p>
          </Panel>
        ) : null}
      </div>
    </div>
  )
}

function KeyMetrics({ report }: { report: TrainingReport }) {
  const { metrics, tried, weightDecay, labels } = report
  const facts = [
    {
      label: t('training.accuracy'),
      value: metrics.accuracy === null ? formatShare(null) : accuracyText(metrics.accuracy, testExamplesOf(report)),
      note: accuracyNotes(report).join(' '),
    },
    ...(labels ? [labelFact(labels, hasFewTests(report))] : []),
    { label: t('training.macroF1'), value: formatShare(metrics.macroF1), note: t('training.macroF1Hint') },
    {
      label: t('training.train'),
      value: t('training.examples', { count: report.trainedOn }),
      note: t('training.classCount', { count: metrics.classes.length }),
    },
    {
      label: t('training.strengths'),
      value: String(weightDecay),
      note: tried
        .map((item) => t('training.tried', { strength: item.weightDecay, accuracy: formatShare(item.accuracy) }))
        .join(' · '),
    },
  ]
  return (
    <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
      {facts.map(({ label, value, note }) => (
        <Card key={label} className="p-4">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="mt-1 font-semibold text-lg tabular-nums">{value}</dd>
          <dd className="mt-1 text-muted text-xs">{note}</dd>
        </Card>
      ))}
    </dl>
  )
}

function accuracyNotes(report: TrainingReport): string[] {
  const { accuracy, examples } = report.metrics
  const isTest = report.measuredOn === 'test'
  if (accuracy === null) return [isTest ? t('training.measuredTest', { count: examples }) : t('training.measuredFolds')]
  return [accuracyNote(accuracy, examples, isTest), ...(hasFewTests(report) ? [t('training.tooFewTests')] : [])]
}

const hasFewTests = (report: TrainingReport): boolean =>
  report.measuredOn === 'test' && report.metrics.examples < MIN_TEST_EXAMPLES

/** The result with the threshold. The accuracy, in contrast, always counts the most likely class. */
function labelFact({ right, wrong, withoutLabel }: LabelMetrics, isFew: boolean) {
  const count = right + wrong + withoutLabel
  const share = (part: number) => (isFew ? String(part) : formatShare(part / Math.max(1, count)))
  return {
    label: t('training.labelRight'),
    value: isFew ? t('training.partOf', { part: right, count }) : share(right),
    note: t('training.labelRest', { wrong: share(wrong), none: share(withoutLabel) }),
  }
}

function ThresholdPanel({ threshold }: Pick<TrainingReport, 'threshold'>) {
  const { points } = threshold
  const hasOutOfScope = points.some(({ turnedAway }) => turnedAway !== null)
  const line = (pick: (point: (typeof points)[number]) => number | null) =>
    points.flatMap((point) => {
      const y = pick(point)
      return y === null ? [] : [{ x: point.threshold, y }]
    })
  const series = [
    { name: t('training.answered'), tone: 'accent' as const, points: line(({ answered }) => answered) },
    {
      name: t('training.rightOfThese'),
      tone: 'info' as const,
      points: line(({ answered, right }) => (answered > 0 ? right : null)),
    },
    ...(hasOutOfScope
      ? [
          {
            name: t('training.outOfScopeRejected'),
            tone: 'warning' as const,
            points: line(({ turnedAway }) => turnedAway),
          },
        ]
      : []),
  ]
  return (
    <Panel title={`${t('training.threshold')}: ${threshold.threshold.toFixed(2)}`}>
      <CurvePlot
        label={t('training.threshold')}
        series={series}
        writeX={(x) => x.toFixed(2)}
        writeY={formatShare}
        nameX={t('training.thresholdGiven')}
        rangeY={[0, 1]}
        markX={threshold.threshold}
      />
      {hasOutOfScope ? <p className="mt-2 text-muted text-xs">{t('training.outOfScopeHint')}</p> : null}
    </Panel>
  )
}
