import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { MeasuredDays } from '@/lib/contracts/card-params'
import type { Measured, ModelCardView } from '@/lib/contracts/model-cards'
import { BarPlot } from '../plots/bar-plot'
import { metricFormats } from '../plots/format-metrics'
import { LinePlot } from '../plots/line-plot'
import { Known } from './optional-value'
import { WindowPicker } from './window-picker'

interface MeasuredPanelProps {
  card: ModelCardView
  days: MeasuredDays
  onDays: (days: MeasuredDays) => void
}

/** Measurements from the workspace's own calls. */
export function MeasurementsPanel({ card, days, onDays }: MeasuredPanelProps) {
  const { measured } = card.summary
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('catalog.measured')}</CardTitle>
        <WindowPicker value={days} onChange={onDays} />
      </CardHeader>
      <CardContent>
        {measured ? (
          <>
            <Metrics measured={measured} />
            <Plots days={card.days} />
          </>
        ) : (
          <p className="text-muted text-sm">{t('catalog.measuredEmpty')}</p>
        )}
      </CardContent>
    </Card>
  )
}

function Metrics({ measured }: { measured: Measured }) {
  const shown = [
    [t('catalog.availability'), metricFormats.share(measured.availability)],
    [t('catalog.errorRate'), metricFormats.share(measured.errorRate)],
    [t('catalog.firstTokenP50'), metricFormats.duration(measured.firstTokenP50Ms)],
    [t('catalog.firstTokenP95'), metricFormats.duration(measured.firstTokenP95Ms)],
    [t('catalog.tokensPerSecond'), metricFormats.perSecond(measured.tokensPerSecond)],
    [t('catalog.costPerRuns'), metricFormats.cost(measured.costPerThousandRunsMicros)],
    [t('catalog.calls'), String(measured.calls)],
    [t('catalog.lastUsed'), measured.lastUsedAt === null ? null : formatRelative(measured.lastUsedAt)],
  ] as const
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-4">
      {shown.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="text-muted text-xs">{label}</dt>
          <dd className="mt-0.5 font-semibold text-lg tabular-nums">
            {value === null ? (
              <span className="font-normal text-sm">
                <Known missing={t('catalog.noData')}>{null}</Known>
              </span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Plots({ days }: { days: ModelCardView['days'] }) {
  // A single day is not a curve.
  if (days.length < 2) return null
  const points = (read: (day: ModelCardView['days'][number]) => number | null) =>
    days.map((day) => ({ day: day.day, value: read(day) }))
  return (
    <div className="mt-5 grid gap-5 border-t pt-4 md:grid-cols-3">
      <LinePlot
        label={t('catalog.firstToken')}
        description={t('catalog.firstTokenPlot')}
        points={points((day) => day.firstTokenP50Ms)}
        faint={points((day) => day.firstTokenP95Ms)}
        write={(value) => metricFormats.duration(value) ?? ''}
      />
      <LinePlot
        label={t('catalog.tokensPerSecond')}
        description={t('catalog.tokensPerSecondPlot')}
        points={points((day) => day.tokensPerSecond)}
        write={(value) => metricFormats.perSecond(value) ?? ''}
      />
      <BarPlot
        label={t('catalog.calls')}
        description={t('catalog.callsPlot')}
        bars={days.map(({ day, calls, failures }) => ({ day, good: calls - failures, bad: failures }))}
      />
    </div>
  )
}
