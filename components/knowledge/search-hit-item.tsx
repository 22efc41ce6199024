import type { ReactNode } from 'react'
import { Tooltip } from '@/components/ui/tooltip'
import { t } from '@/lib/client/messages/t'
import type { SearchHit } from '@/lib/contracts/knowledge'

export interface SearchHitItemProps {
  hit: SearchHit
  position: number
  /** Of the best hit's score. */
  share: number
}

export function SearchHitItem({ hit, position, share }: SearchHitItemProps) {
  const place = [...hit.headings, hit.page === null ? null : t('knowledge.page', { number: hit.page })].filter(Boolean)
  return (
    <li className="grid gap-x-4 gap-y-2 rounded-lg border bg-surface p-4 sm:grid-cols-[1.5rem_minmax(0,1fr)_11rem]">
      <span className="hidden font-semibold text-base text-faint tabular-nums sm:block">{position}</span>
      <div className="min-w-0">
        <p className="truncate font-medium text-sm">{hit.documentName}</p>
        {place.length > 0 ? <p className="truncate text-info text-xs">{place.join(' › ')}</p> : null}
        <p className="mt-1.5 line-clamp-6 whitespace-pre-wrap break-words text-sm">{hit.text}</p>
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 sm:flex-col sm:gap-2">
        <Rank label={t('knowledge.vectorRank')} rank={hit.vectorRank} />
        <Rank label={t('knowledge.keywordRank')} rank={hit.keywordRank} />
        <Fact label={t('knowledge.fusedScore')}>{hit.fusedScore.toFixed(3)}</Fact>
        <Fact label={t('knowledge.score')}>
          <span className="flex items-center gap-2">
            <span className="h-1 w-12 overflow-hidden rounded-full bg-pressed">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }}
              />
            </span>
            <span className="min-w-9 text-right">{formatScore(hit.score)}</span>
          </span>
        </Fact>
      </dl>
    </li>
  )
}

function Rank({ label, rank }: { label: string; rank: number | null }) {
  return (
    <Fact label={label}>
      {rank === null ? <span className="text-faint">{t('knowledge.notInList')}</span> : `#${rank}`}
    </Fact>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Tooltip content={t('knowledge.rankExplanation')} side="left">
      <div className="flex items-baseline justify-between gap-3">
        <dt className="text-faint text-xs">{label}</dt>
        <dd className="font-medium text-xs tabular-nums">{children}</dd>
      </div>
    </Tooltip>
  )
}

/** Passages beyond those that are put in order carry a large negative number, which tells nothing. */
function formatScore(score: number): string {
  if (score < -1_000) return t('knowledge.notInList')
  return score.toFixed(Math.abs(score) < 1 ? 3 : 1)
}
