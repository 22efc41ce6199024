'use client'
import Link from 'next/link'
import { useState } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { Select } from '@/components/ui/select'
import { ShowMore } from '@/components/ui/show-more'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatDateTime, formatRelative } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { EnvironmentView } from '@/lib/contracts/environments'
import type { ReleaseView } from '@/lib/contracts/releases'
import type { RolloutView } from '@/lib/contracts/rollouts'
import { RolloutState } from './rollouts/rollout-state'
import { runsOfRollout } from './rollouts/runs-of-rollout'
import { type HistoryEntry, useHistory } from './use-history'

const ALL = '*'
const KINDS = {
  publish: 'releases.kindPublish',
  promote: 'releases.kindPromote',
  rollback: 'releases.kindRollback',
  schedule: 'releases.kindSchedule',
  rollout: 'releases.kindRollout',
  offline: 'releases.kindOffline',
} as const

export interface HistoryPanelProps {
  appId: string
  environments: readonly EnvironmentView[]
}

/** The history of releases and rollouts. */
export function HistoryPanel({ appId, environments }: HistoryPanelProps) {
  const [where, setWhere] = useState(ALL)
  const history = useHistory(appId, where === ALL ? null : where)
  return (
    <section className="flex flex-col gap-4">
      <Select
        className="w-52"
        aria-label={t('releases.columnWhere')}
        value={where}
        onValueChange={setWhere}
        options={[
          { value: ALL, label: t('releases.allEnvironments') },
          ...environments.map(({ name }) => ({ value: name, label: name })),
        ]}
      />
      <ListStates
        query={history}
        items={history.entries}
        empty={
          <EmptyState icon="history" title={t('releases.historyEmptyTitle')} text={t('releases.historyEmptyText')} />
        }
      >
        {(shown) => <HistoryTable appId={appId} entries={shown} />}
      </ListStates>
      <ShowMore list={history} className="self-center" />
    </section>
  )
}

function HistoryTable({ appId, entries }: { appId: string; entries: readonly HistoryEntry[] }) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('releases.columnWhat')}</TableHeader>
          <TableHeader>{t('releases.columnWhere')}</TableHeader>
          <TableHeader>{t('releases.columnWhen')}</TableHeader>
          <TableHeader className={WIDE}>{t('releases.columnWho')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {entries.map((entry) =>
          'release' in entry ? (
            <ReleaseRow key={entry.id} release={entry.release} />
          ) : (
            <RolloutRow key={entry.id} appId={appId} rollout={entry.rollout} />
          ),
        )}
      </TableBody>
    </Table>
  )
}

function ReleaseRow({ release }: { release: ReleaseView }) {
  const { versionNumber: number, previousNumber: before, approvedBy } = release
  return (
    <TableRow>
      <TableCell>
        <p className="font-medium">
          {t(KINDS[release.kind])}
          {number === null ? null : ` · ${t('releases.version', { number })}`}
          {before === null ? null : <Before number={before} />}
        </p>
        {release.note ? (
          <p className="max-w-xl break-words text-muted text-xs">{localizeStored(release.note, release.noteRef)}</p>
        ) : null}
      </TableCell>
      <WhereAndWhen {...release} />
      <TableCell className={WIDE}>
        {release.by}
        <ApprovedBy who={approvedBy} />
      </TableCell>
    </TableRow>
  )
}

/** A canary or shadow at the time of its start, with its outcome. */
function RolloutRow({ appId, rollout }: { appId: string; rollout: RolloutView }) {
  const { kind, versionNumber: number, percent, endedAt, endedBecause } = rollout
  return (
    <TableRow>
      <TableCell>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">
            {t(kind === 'canary' ? 'runs.canary' : 'runs.shadow')} · {t('releases.version', { number })}
            <Before number={rollout.baseNumber} />
          </span>
          <RolloutState status={rollout.status} />
        </p>
        <p className="max-w-xl break-words text-muted text-xs">
          {t('releases.percent', { percent })} {t(kind === 'canary' ? 'releases.ofConversations' : 'releases.ofRuns')}
          {endedAt === null ? null : ` · ${t('releases.endedAt', { when: formatDateTime(endedAt) })}`}
          {endedBecause === null ? null : ` · ${localizeStored(endedBecause, rollout.endedBecauseRef)}`}
        </p>
        <p className="text-xs">
          <Link href={runsOfRollout(appId, rollout)} className="text-muted underline hover:text-ink">
            {t('releases.openRuns')}
          </Link>
        </p>
      </TableCell>
      <WhereAndWhen {...rollout} />
      <TableCell className={WIDE}>
        {rollout.startedBy}
        <ApprovedBy who={rollout.approvedBy} />
      </TableCell>
    </TableRow>
  )
}

function ApprovedBy({ who }: { who: string | null }) {
  return who === null ? null : <p className="text-muted text-xs">{t('releases.approvedBy', { who })}</p>
}

const Before = ({ number }: { number: number }) => (
  <span className="whitespace-nowrap font-normal text-muted"> ← v{number}</span>
)

function WhereAndWhen({ environment, createdAt }: { environment: string; createdAt: string }) {
  return (
    <>
      <TableCell className="whitespace-nowrap">{environment}</TableCell>
      <TableCell className="whitespace-nowrap text-muted" title={formatDateTime(createdAt)}>
        {formatRelative(createdAt)}
      </TableCell>
    </>
  )
}
