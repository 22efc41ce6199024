'use client'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { AppOverview } from '@/lib/contracts/app-overview'
import { type ChartSeries, DayChart } from './day-chart'

/** One chart each for usage, failures, ratings and cost. */
export function OverviewCharts({ overview: { days } }: { overview: AppOverview }) {
  const runs: ChartSeries[] = [
    { label: t('appHome.succeeded'), color: 'accent', read: ({ runs, failures }) => runs - failures },
    { label: t('appHome.errors'), color: 'danger', read: ({ failures }) => failures },
    { label: t('appHome.draftRuns'), color: 'faint', read: ({ draftRuns }) => draftRuns },
  ]
  const ratings: ChartSeries[] = [
    { label: t('feedback.up'), color: 'success', read: ({ thumbsUp }) => thumbsUp },
    { label: t('feedback.down'), color: 'danger', read: ({ thumbsDown }) => thumbsDown },
  ]
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <DayChart title={t('appHome.runsPerDay')} days={days} series={runs} format={formatCount} />
      <DayChart
        title={t('appHome.conversationsPerDay')}
        days={days}
        series={[{ label: t('appHome.tabConversations'), color: 'info', read: ({ conversations }) => conversations }]}
        format={formatCount}
      />
      <DayChart title={t('appHome.ratingsPerDay')} days={days} series={ratings} format={formatCount} />
      <DayChart
        title={t('appHome.costPerDay')}
        days={days}
        series={[{ label: t('usage.cost'), color: 'model', read: ({ costMicros }) => costMicros }]}
        format={formatCost}
      />
    </div>
  )
}
