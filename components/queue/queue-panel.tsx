'use client'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatCount, formatDateTime, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getQueue, type QueueStateView } from '@/lib/contracts/queue'
import { listSchedules } from '@/lib/contracts/schedules'
import { DeadLetters } from './dead-letters'
import { HistoryPlot } from './history-plot'
import { jobLabel } from './job-label'

const REFRESH_MS = 5_000

/** Depth, age, rate and failures of the queue, dead letters, and upcoming schedules. */
export function QueuePanel() {
  const queue = useContractQuery(getQueue, { refetchInterval: () => REFRESH_MS })
  if (queue.error && !queue.data) return <ErrorPanel error={queue.error} onRetry={() => void queue.refetch()} />
  if (!queue.data) return <SkeletonRows count={5} />
  const { states, history, deadLetters } = queue.data
  return (
    <div className="flex flex-col gap-8">
      <section>
        <p className="mb-3 max-w-xl text-muted text-sm">{t('automations.queueHint')}</p>
        <Table>
          <TableHead>
            <tr>
              <TableHeader>{t('automations.job')}</TableHeader>
              <TableHeader>{t('automations.ready')}</TableHeader>
              <TableHeader>{t('automations.oldest')}</TableHeader>
              <TableHeader>{t('automations.active')}</TableHeader>
              <TableHeader>{t('automations.later')}</TableHeader>
              <TableHeader>{t('automations.lastHour')}</TableHeader>
              <TableHeader>{t('automations.deadCount')}</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {states.map((state) => (
              <State key={state.name} state={state} />
            ))}
          </TableBody>
        </Table>
      </section>
      <section>
        <h2 className="mb-2 font-semibold text-sm">{t('automations.history')}</h2>
        <HistoryPlot points={history} />
      </section>
      <DeadLetters letters={deadLetters} />
      <Upcoming />
    </div>
  )
}

function State({ state }: { state: QueueStateView }) {
  return (
    <TableRow>
      <TableCell>{jobLabel(state.name)}</TableCell>
      <TableCell className="tabular-nums">{formatCount(state.ready)}</TableCell>
      <TableCell className="text-muted tabular-nums">
        {state.oldestSeconds === null ? '–' : formatDuration(state.oldestSeconds * 1_000)}
      </TableCell>
      <TableCell className="tabular-nums">{formatCount(state.active)}</TableCell>
      <TableCell className="text-muted tabular-nums">{formatCount(state.later)}</TableCell>
      <TableCell className="tabular-nums">
        {formatCount(state.doneLastHour)}
        {state.failedLastHour > 0 ? (
          <span className="text-danger"> · {t('automations.failedCount', { count: state.failedLastHour })}</span>
        ) : null}
      </TableCell>
      <TableCell className={state.dead > 0 ? 'text-danger tabular-nums' : 'text-muted tabular-nums'}>
        {formatCount(state.dead)}
      </TableCell>
    </TableRow>
  )
}

function Upcoming() {
  const schedules = useContractQuery(listSchedules)
  const next = (schedules.data?.schedules ?? [])
    .flatMap(({ id, name, appName, nextRuns }) => (nextRuns[0] ? [{ id, name, appName, at: nextRuns[0] }] : []))
    .sort((left, right) => left.at.localeCompare(right.at))
    .slice(0, 10)
  return (
    <section>
      <h2 className="mb-2 font-semibold text-sm">{t('automations.upcoming')}</h2>
      {next.length === 0 ? <p className="text-muted text-sm">{t('automations.noUpcoming')}</p> : null}
      <ul className="text-sm">
        {next.map(({ id, name, appName, at }) => (
          <li key={id} className="flex gap-3 py-1">
            <span className="w-44 text-muted tabular-nums">{formatDateTime(at)}</span>
            <span>{name}</span>
            <span className="text-muted">{appName}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
