'use client'
import { Tooltip } from '@/components/ui/tooltip'
import { t } from '@/lib/client/messages/t'
import type { Citation } from '@/lib/core/citations'

export interface CitationChipProps {
  citation: Citation
  onOpen: ((citation: Citation) => void) | undefined
}

/** A citation number that opens the passage. */
export function CitationChip({ citation, onOpen }: CitationChipProps) {
  const { number } = citation
  return (
    <Tooltip content={sourceOf(citation)}>
      <button
        type="button"
        aria-label={t('runPanel.openCitation', { number, document: citation.documentName })}
        onClick={() => onOpen?.(citation)}
        className="mx-0.5 inline-flex h-4 min-w-4 -translate-y-px items-center justify-center rounded-xs bg-accent-soft px-1 align-middle font-medium text-2xs text-accent-strong tabular-nums not-italic hover:bg-accent hover:text-accent-ink"
      >
        {number}
      </button>
    </Tooltip>
  )
}

/** `Handbook.pdf, page 3` */
export function sourceOf({ documentName, page }: Pick<Citation, 'documentName' | 'page'>): string {
  return page === null ? documentName : t('runPanel.documentPage', { document: documentName, page })
}
