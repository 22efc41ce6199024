'use client'
import Link from 'next/link'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatCount, formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { AppListItem } from '@/lib/contracts/apps'
import { LastRun, OpenChat, StateBadge, Tags } from './app-facts'
import { AppMenu } from './app-menu'
import { AppTile } from './app-tile'
import { FavoriteButton } from './favorite-button'

/** The apps as rows, for workspaces with many. */
export function AppTable({ apps }: { apps: readonly AppListItem[] }) {
  const canEdit = useHasRole('editor')
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('common.name')}</TableHeader>
          <TableHeader>{t('apps.columnState')}</TableHeader>
          <TableHeader className={WIDE}>{t('apps.columnOwner')}</TableHeader>
          <TableHeader className={WIDE}>{t('apps.columnLastRun')}</TableHeader>
          <TableHeader className={`${WIDE} text-right`}>{t('apps.columnRuns')}</TableHeader>
          <TableHeader className={WIDE}>{t('apps.columnChanged')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('common.more')}</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {apps.map((app) => (
          <TableRow key={app.id}>
            <TableCell className="max-w-72">
              <div className="flex items-center gap-2.5">
                <FavoriteButton app={app} />
                <AppTile app={app} size="sm" />
                <Link href={`/apps/${app.id}`} className="min-w-0 truncate font-medium hover:underline">
                  {app.name}
                </Link>
                <span className="hidden gap-1 xl:flex">
                  <Tags tags={app.tags} />
                </span>
              </div>
            </TableCell>
            <TableCell>
              <StateBadge app={app} />
            </TableCell>
            <TableCell className={`${WIDE} text-muted`}>{app.owner ?? '–'}</TableCell>
            <TableCell className={`${WIDE} text-muted text-xs`}>
              <LastRun app={app} />
            </TableCell>
            <TableCell className={`${WIDE} text-right tabular-nums`}>{formatCount(app.runsInWeek)}</TableCell>
            <TableCell className={`${WIDE} whitespace-nowrap text-muted text-xs`}>
              <span title={formatDateTime(app.updatedAt)}>{formatRelative(app.updatedAt)}</span>
            </TableCell>
            <TableCell className="w-0">
              <div className="flex items-center justify-end gap-1">
                <OpenChat app={app} className="max-md:hidden" />
                {canEdit ? <AppMenu app={app} /> : null}
              </div>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
