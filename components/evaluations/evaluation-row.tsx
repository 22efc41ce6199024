import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import { Sparkline } from './charts/sparkline'
import { metricName, metricText } from './labels'
import { VerdictBadge } from './verdict-badge'

export function EvaluationRow({ evaluation, showsApp }: { evaluation: EvaluationView; showsApp: boolean }) {
  const { latest, scorers } = evaluation
  const primary = scorers[0]?.id ?? ''
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 first:rounded-t-lg last:rounded-b-lg hover:bg-hover/60">
      <div className="min-w-48 flex-1">
        <h2 className="truncate font-semibold text-sm">
          <Link
            href={`/evaluations/${evaluation.id}`}
            className="block truncate leading-6 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
          >
            {evaluation.name}
          </Link>
        </h2>
        <p className="truncate text-muted text-xs">
          {showsApp ? `${evaluation.appName} · ` : ''}
          {t('evaluations.caseCount', { count: evaluation.exampleCount })} ·{' '}
          {formatRelative(latest?.endedAt ?? evaluation.updatedAt)}
        </p>
      </div>
      <Sparkline values={evaluation.trend} label={metricName(scorers, primary)} />
      {evaluation.isRunning ? <Badge tone="info">{t('evaluations.inProgress')}</Badge> : null}
      {latest?.verdict ? <VerdictBadge verdict={latest.verdict} /> : null}
      <p className="ml-auto w-44 text-right text-xs">
        {latest && latest.mean !== null ? (
          <>
            <span className="font-semibold text-sm tabular-nums">{metricText(primary, latest.mean)}</span>
            <span className="block truncate text-faint tabular-nums">
              {metricName(scorers, primary)} [{metricText(primary, latest.low)}, {metricText(primary, latest.high)}]
            </span>
          </>
        ) : (
          <span className="text-faint">{t('evaluations.neverRun')}</span>
        )}
      </p>
    </li>
  )
}
