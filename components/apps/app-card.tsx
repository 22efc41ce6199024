'use client'
import Link from 'next/link'
import { GraphThumbnail } from '@/components/ui/graph-thumbnail'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useHasRole } from '@/lib/client/session/use-session'
import type { AppListItem } from '@/lib/contracts/apps'
import { LastRun, OpenChat, runsText, StateBadge, Tags } from './app-facts'
import { AppMenu } from './app-menu'
import { AppTile } from './app-tile'
import { FavoriteButton } from './favorite-button'

export function AppCard({ app }: { app: AppListItem }) {
  const canEdit = useHasRole('editor')
  return (
    <article className="group relative flex h-full flex-col rounded-lg border bg-surface transition-[border-color,box-shadow] focus-within:border-line-strong hover:border-line-strong hover:shadow-sm">
      <GraphThumbnail shape={app.shape} className="h-24 w-full rounded-t-[inherit] border-b bg-sunken" />
      <FavoriteButton
        app={app}
        className="absolute top-2 right-2 z-10 bg-surface/80 aria-[pressed=false]:opacity-0 aria-[pressed=false]:focus-visible:opacity-100 aria-[pressed=false]:group-hover:opacity-100 pointer-coarse:opacity-100!"
      />
      <div className="flex items-start gap-3 px-4 pt-4">
        <AppTile app={app} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">
            {/* The link covers the card; the controls are above it. */}
            <Link
              href={`/apps/${app.id}`}
              className="block truncate leading-6 after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
            >
              {app.name}
            </Link>
          </h2>
          <p className="truncate text-muted text-xs">
            {app.owner === null ? null : `${app.owner} · `}
            {t('apps.updated', { time: formatRelative(app.updatedAt) })}
          </p>
        </div>
        {canEdit ? <AppMenu app={app} className="relative z-10" /> : null}
      </div>
      <p className="mt-2 line-clamp-2 flex-1 px-4 text-muted text-sm">{app.description}</p>
      <div className="mt-2 flex flex-wrap min-h-7 items-center gap-1.5 px-4">
        <StateBadge app={app} />
        <Tags tags={app.tags} />
        <OpenChat app={app} className="relative z-10 -mr-1.5 ml-auto" />
      </div>
      <div className="mt-3 flex min-h-10 flex-wrap items-center justify-between gap-x-3 border-t px-4 py-1.5 text-muted text-xs">
        <LastRun app={app} />
        {app.lastRun === null ? null : <span className="whitespace-nowrap tabular-nums">{runsText(app)}</span>}
      </div>
    </article>
  )
}
