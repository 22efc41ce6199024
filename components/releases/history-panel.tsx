'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { Select } from '@/components/ui/select'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatDateTime, formatRelative } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import type { EnvironmentView } from '@/lib/contracts/environments'
import { listReleases, type ReleaseView } from '@/lib/contracts/releases'

const ALL = '*'
const PAGE = 25
const KINDS = {
  publish: 'releases.kindPublish',
  promote: 'releases.kindPromote',
  rollback: 'releases.kindRollback',
  schedule: 'releases.kindSchedule',
  rollout: 'releases.kindRollout',
  offline: 'releases.kindOffline',
} as const
const WIDE = 'hidden md:table-cell'

export interface HistoryPanelProps {
  appId: string
  environments: readonly EnvironmentView[]
}

/** What was live where and when, and by whom. */
export function HistoryPanel({ appId, environments }: HistoryPanelProps) {
  const [where, setWhere] = useState(ALL)
  const [limit, setLimit] = useState(PAGE)
  const history = useContractQuery(listReleases, {
    params: { appId },
    query: { limit, ...(where === ALL ? {} : { environment: where }) },
    keepPrevious: true,
  })
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
        items={history.data?.releases}
        empty={
          <EmptyState icon="history" title={t('releases.historyEmptyTitle')} text={t('releases.historyEmptyText')} />
        }
      >
        {(shown) => <HistoryTable releases={shown} />}
      </ListStates>
      {history.data?.nextCursor ? (
        <Button className="self-center" busy={history.isFetching} onClick={() => setLimit(Math.min(200, limit + 50))}>
          {t('common.showMore')}
        </Button>
      ) : null}
    </section>
  )
}

function HistoryTable({ releases }: { releases: readonly ReleaseView[] }) {
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
        {releases.map((release) => (
          <TableRow key={release.id}>
            <TableCell>
              <p className="font-medium">
                {t(KINDS[release.kind])}
                {release.versionNumber === null
                  ? null
                  : ` · ${t('releases.version', { number: release.versionNumber })}`}
                {release.previousNumber === null ? null : (
                  <span className="font-normal text-muted"> ← v{release.previousNumber}</span>
                )}
              </p>
              {release.note ? <p className="max-w-xl break-words text-muted text-xs">{release.note}</p> : null}
            </TableCell>
            <TableCell className="whitespace-nowrap">{release.environment}</TableCell>
            <TableCell className="whitespace-nowrap text-muted" title={formatDateTime(release.createdAt)}>
              {formatRelative(release.createdAt)}
            </TableCell>
            <TableCell className={WIDE}>
              {release.by}
              {release.approvedBy ? (
                <p className="text-muted text-xs">{t('releases.approvedBy', { who: release.approvedBy })}</p>
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
