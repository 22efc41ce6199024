import type { ReactNode } from 'react'
import { Tooltip } from '@/components/ui/tooltip'
import { t } from '@/lib/client/messages/t'
import type { SearchHit } from '@/lib/contracts/knowledge'
import { MarkedText } from './search/marked-text'

export interface SearchHitItemProps {
  hit: SearchHit
  position: number
}

export function SearchHitItem({ hit, position }: SearchHitItemProps) {
  const place = [...hit.headings, hit.page === null ? null : t('knowledge.page', { number: hit.page })].filter(Boolean)
  return (
    <li className="grid gap-x-4 gap-y-2 rounded-lg border bg-surface p-4 sm:grid-cols-[1.5rem_minmax(0,1fr)_10rem]">
      <span className="hidden font-semibold text-base text-faint tabular-nums sm:block">{position}</span>
      <div className="min-w-0">
        <p className="truncate font-medium text-sm">{hit.documentName}</p>
        {place.length > 0 ? <p className="truncate text-info text-xs">{place.join(' › ')}</p> : null}
        <p className="mt-1.5 line-clamp-6 whitespace-pre-wrap break-words text-sm">
          <MarkedText text={hit.text} marks={hit.marks} />
        </p>
      </div>
      <dl className="grid grid-cols-2 content-start gap-x-4 gap-y-1 sm:grid-cols-1 sm:gap-1.5">
        <Rank label={t('knowledge.vectorRank')} rank={hit.vectorRank} detail={hit.similarity?.toFixed(2)} />
        <Rank label={t('knowledge.keywordRank')} rank={hit.keywordRank} detail={hit.wordScore.toFixed(1)} />
        <Rank label={t('knowledge.fusedScore')} rank={hit.fusedRank} detail={hit.fusedScore.toFixed(2)} />
        <Rank label={t('knowledge.finalRank')} rank={position} detail={hit.score.toFixed(1)} />
        <Fact label={t('knowledge.confidence')}>
          <span className="flex items-center gap-2 whitespace-nowrap">
            <span className="h-1 w-10 overflow-hidden rounded-full bg-pressed">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${Math.round(hit.confidence * 100)}%` }}
              />
            </span>
            {Math.round(hit.confidence * 100)} %
          </span>
        </Fact>
      </dl>
    </li>
  )
}

function Rank({ label, rank, detail }: { label: string; rank: number | null; detail: string | undefined }) {
  return (
    <Fact label={label}>
      {rank === null ? <span className="text-faint">{t('knowledge.notInList')}</span> : `#${rank}`}
      {detail === undefined ? null : <span className="ml-1.5 font-normal text-faint">{detail}</span>}
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
