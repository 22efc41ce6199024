import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { RunStatusBadge } from '@/components/ui/run-status-badge'
import { StoredText } from '@/components/ui/stored-text'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatCount, formatDateTime, formatDuration, formatRelative } from '@/lib/client/format/format'
import { runCostText } from '@/lib/client/format/run-cost-text'
import { RUN_ORIGIN_LABELS } from '@/lib/client/format/run-origin-labels'
import { t } from '@/lib/client/messages/t'
import type { RunSummary } from '@/lib/contracts/runs'

export function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('common.status')}</TableHeader>
          <TableHeader className="w-full">{t('runs.columnInput')}</TableHeader>
          <TableHeader className={WIDE}>{t('runs.columnOrigin')}</TableHeader>
          <TableHeader className={`${WIDE} text-right`}>{t('runs.columnTokens')}</TableHeader>
          <TableHeader className={`${WIDE} text-right`}>{t('runs.columnCost')}</TableHeader>
          <TableHeader className={`${WIDE} text-right`}>{t('runs.columnDuration')}</TableHeader>
          <TableHeader className="text-right">{t('runs.columnStarted')}</TableHeader>
          <TableHeader className={`${WIDE} w-0`}>
            <span className="sr-only">{t('runs.openTimeTravel')}</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </TableBody>
    </Table>
  )
}

function RunRow({ run }: { run: RunSummary }) {
  const version = run.versionNumber === null ? t('runs.draft') : t('runs.version', { number: run.versionNumber })
  return (
    <TableRow className="relative hover:bg-hover/60">
      <TableCell>
        <RunStatusBadge status={run.status} inList />
      </TableCell>
      <TableCell className="w-full max-w-0">
        <Link
          href={`/runs/${run.id}`}
          prefetch={false}
          className="block truncate font-medium leading-6 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
        >
          {run.isClosed ? t('runs.closed') : run.preview || t('runs.noValue')}
        </Link>
        <span className="flex items-center gap-1 text-muted text-xs">
          <Thumbs run={run} />
          {run.trial === 'canary' ? <Badge tone="accent">{t('runs.canary')}</Badge> : null}
          {run.trial === 'shadow' ? <Badge>{t('runs.shadow')}</Badge> : null}
          <span className="truncate">
            {run.appName} · {version}
            {run.environment === null ? null : ` · ${run.environment}`}
            {run.part ? ` · ${t('runs.isPart')}` : null}
          </span>
        </span>
        {run.error ? (
          <span className="block truncate text-danger text-xs">
            <StoredText text={run.error} problem={run.errorRef} />
          </span>
        ) : null}
      </TableCell>
      <TableCell className={`${WIDE} whitespace-nowrap text-muted`}>{t(RUN_ORIGIN_LABELS[run.origin])}</TableCell>
      <TableCell className={`${WIDE} text-right text-muted tabular-nums`}>
        {formatCount(run.inputTokens + run.outputTokens)}
      </TableCell>
      <TableCell className={`${WIDE} whitespace-nowrap text-right text-muted tabular-nums`}>
        {runCostText(run)}
      </TableCell>
      <TableCell className={`${WIDE} whitespace-nowrap text-right text-muted tabular-nums`}>
        {run.durationMs === null ? '–' : formatDuration(run.durationMs)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-right text-muted text-xs" title={formatDateTime(run.createdAt)}>
        {formatRelative(run.createdAt)}
      </TableCell>
      <TableCell className={WIDE}>
        <Link
          href={`/apps/${run.appId}/runs/${run.id}`}
          prefetch={false}
          aria-label={t('runs.openTimeTravel')}
          title={t('runs.openTimeTravel')}
          className="relative z-10 flex size-7 items-center justify-center rounded-md text-muted hover:bg-pressed hover:text-ink"
        >
          <Icon name="workflow" size={15} />
        </Link>
      </TableCell>
    </TableRow>
  )
}

/** Feedback on the answer. */
function Thumbs({ run: { thumbsUp, thumbsDown } }: { run: RunSummary }) {
  return (
    <>
      {thumbsUp > 0 ? (
        <span className="inline-flex text-success" title={t('feedback.up')}>
          <Icon name="thumbs-up" size={12} />
        </span>
      ) : null}
      {thumbsDown > 0 ? (
        <span className="inline-flex text-danger" title={t('feedback.down')}>
          <Icon name="thumbs-down" size={12} />
        </span>
      ) : null}
    </>
  )
}
