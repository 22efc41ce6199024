import type { ReactNode } from 'react'
import { formatCount, formatDateTime, formatDuration } from '@/lib/client/format/format'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { RUN_ORIGIN_LABELS } from '@/lib/client/format/run-origin-labels'
import { t } from '@/lib/client/messages/t'
import type { RunSummary } from '@/lib/contracts/runs'

export function RunFacts({ run }: { run: RunSummary }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-3 lg:grid-cols-6">
      <Fact label={t('runs.columnStarted')}>{formatDateTime(run.createdAt)}</Fact>
      <Fact label={t('runs.columnDuration')}>{run.durationMs === null ? '–' : formatDuration(run.durationMs)}</Fact>
      <Fact label={t('runs.columnTokens')}>
        {t('runs.tokensInOut', { input: formatCount(run.inputTokens), output: formatCount(run.outputTokens) })}
      </Fact>
      <Fact label={t('runs.cost')}>{runCostText(run)}</Fact>
      <Fact label={t('runs.columnOrigin')}>{t(RUN_ORIGIN_LABELS[run.origin])}</Fact>
      <Fact label={t('runs.columnApp')}>
        {[
          run.versionNumber === null ? t('runs.draft') : t('runs.version', { number: run.versionNumber }),
          ...(run.environment === null ? [] : [run.environment]),
          ...(run.trial === 'canary' ? [t('runs.canary')] : []),
        ].join(' · ')}
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-2.5">
      <dt className="text-faint text-xs">{label}</dt>
      <dd className="break-words font-medium text-sm tabular-nums">{children}</dd>
    </div>
  )
}
