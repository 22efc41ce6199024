import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import type { SourceView } from '@/lib/contracts/knowledge-sources'

/** Pages of a website that is being imported. */
export function CrawlProgress({ source: { name, lastSync } }: { source: SourceView }) {
  const done = lastSync ? lastSync.added + lastSync.updated + lastSync.unchanged : 0
  return (
    <p role="status" className="flex items-center gap-2 rounded-md border bg-surface px-3 py-2 text-xs">
      <Spinner size={14} />
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <span className="text-muted">{t('templates.crawled', { done, pending: lastSync?.pending ?? 0 })}</span>
    </p>
  )
}

export function isCrawling({ lastSync }: SourceView): boolean {
  return lastSync !== null && lastSync.endedAt === null
}
