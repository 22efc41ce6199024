'use client'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { Citation } from '@/lib/core/citations'
import { sourceOf } from './citation-chip'

/** The sources of an answer as buttons that open the passage. */
export function SourceList({
  citations,
  onOpen,
}: {
  citations: readonly Citation[]
  onOpen: (citation: Citation) => void
}) {
  const sources = citations.filter(isFirstOfItsNumber)
  if (sources.length === 0) return null
  return (
    <ul aria-label={t('runPanel.sources')} className="mt-2.5 flex flex-wrap gap-1.5">
      {sources.map((citation) => (
        <li key={citation.number} className="max-w-full">
          <button
            type="button"
            title={citation.quote}
            onClick={() => onOpen(citation)}
            className="flex h-6 max-w-64 items-center gap-1.5 rounded-md border bg-surface px-2 text-muted text-xs hover:border-line-strong hover:text-ink"
          >
            <span className="font-medium text-accent tabular-nums">{citation.number}</span>
            <Icon name="file-text" size={12} />
            <span className="truncate">{sourceOf(citation)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** A passage cited in two sentences is one source. */
function isFirstOfItsNumber({ number }: Citation, index: number, all: readonly Citation[]): boolean {
  return all.findIndex((other) => other.number === number) === index
}
