import { t } from '@/lib/client/messages/t'
import type { TrainingJobDetail, TrainingPoint } from '@/lib/contracts/training-jobs'
import { CurvePlot } from './curve-plot'
import { Panel } from './panel'

/** Loss curve: by epoch for local training, by step for a service. */
export function LossPanel({ job }: { job: Pick<TrainingJobDetail, 'curve' | 'kind'> }) {
  const { curve, kind } = job
  const line = (pick: (point: TrainingPoint) => number | null) =>
    curve.flatMap((point) => {
      const y = pick(point)
      return y === null ? [] : [{ x: point.step, y }]
    })
  const validation = line(({ validationLoss }) => validationLoss)
  return (
    <Panel title={t('training.curve')}>
      {curve.length === 0 ? (
        <p className="text-muted text-sm">{t('training.curveEmpty')}</p>
      ) : (
        <CurvePlot
          label={t('training.curve')}
          series={[
            { name: t('training.trainLoss'), tone: 'accent', points: line(({ trainLoss }) => trainLoss) },
            ...(validation.length > 0
              ? [{ name: t('training.validationLoss'), tone: 'warning' as const, points: validation }]
              : []),
          ]}
          writeX={String}
          writeY={(loss) => loss.toFixed(2)}
          nameX={t(kind === 'classifier' ? 'training.epoch' : 'training.step')}
        />
      )}
    </Panel>
  )
}
