'use client'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatCost, formatCount, formatDuration, formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { AppOverview } from '@/lib/contracts/app-overview'

/** The sums of the range, each with a link to its details. */
export function OverviewTiles({ appId, overview }: { appId: string; overview: AppOverview }) {
  const { sums, endUsers, medianMs } = overview
  const rated = sums.thumbsUp + sums.thumbsDown
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5 max-xl:[&>:last-child]:col-span-2">
      <Tile
        href={`/apps/${appId}/conversations`}
        label={t('appHome.tabConversations')}
        value={formatCount(sums.conversations)}
        note={t('appHome.endUsers', { count: endUsers })}
      />
      <Tile
        href={`/runs?app=${appId}`}
        label={t('appHome.publishedRuns')}
        value={formatCount(sums.runs)}
        note={
          medianMs === null ? t('appHome.noPublishedRuns') : t('appHome.median', { time: formatDuration(medianMs) })
        }
      />
      <Tile
        href={`/runs?app=${appId}&status=failed`}
        label={t('appHome.errors')}
        value={formatCount(sums.failures)}
        isBad={sums.failures > 0}
        note={sums.runs === 0 ? '–' : t('appHome.shareOfRuns', { share: formatShare(sums.failures / sums.runs) })}
      />
      <Tile
        href={`/apps/${appId}/conversations?feedback=any`}
        label={t('appHome.satisfaction')}
        value={rated === 0 ? '–' : formatShare(sums.thumbsUp / rated)}
        note={t('appHome.ratings', { count: rated })}
      />
      <Tile
        href="/usage"
        label={t('usage.cost')}
        value={formatCost(sums.costMicros)}
        note={sums.unpricedCalls > 0 ? t('appHome.unpriced', { count: sums.unpricedCalls }) : t('appHome.costNote')}
      />
    </div>
  )
}

interface TileProps {
  href: string
  label: string
  value: string
  note: ReactNode
  isBad?: boolean
}

function Tile({ href, label, value, note, isBad }: TileProps) {
  return (
    <Link
      href={href}
      className="flex flex-col rounded-lg border bg-surface p-4 transition-[border-color,box-shadow] hover:border-line-strong hover:shadow-sm"
    >
      <span className="text-muted text-xs">{label}</span>
      <span
        className={`mt-1 font-semibold text-2xl tabular-nums tracking-tight ${isBad === true ? 'text-danger' : ''}`}
      >
        {value}
      </span>
      <span className="mt-1 text-muted text-xs">{note}</span>
    </Link>
  )
}
