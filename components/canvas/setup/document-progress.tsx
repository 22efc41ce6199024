import { Progress } from '@/components/ui/progress'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import type { DocumentStatus, DocumentView } from '@/lib/contracts/knowledge'

/** Progress range of each ingestion stage. */
const SHARES: Readonly<Record<DocumentStatus, [number, number]>> = {
  queued: [0, 0.05],
  parsing: [0.05, 0.25],
  chunking: [0.25, 0.3],
  embedding: [0.3, 0.95],
  indexing: [0.95, 1],
  ready: [1, 1],
  failed: [1, 1],
}

export function DocumentProgress({ documents }: { documents: readonly DocumentView[] }) {
  if (documents.length === 0) return null
  return (
    <ul className="flex flex-col gap-2 rounded-md border bg-surface px-3 py-2">
      {documents.map((document) => (
        <li key={document.id}>
          <div className="flex justify-between gap-3 text-xs">
            <span className="truncate">{document.name}</span>
            <span className={document.status === 'failed' ? 'text-danger' : 'text-muted'}>
              {document.error
                ? localizeStored(document.error, document.errorRef)
                : t(`runPanel.stage-${document.status}`)}
            </span>
          </div>
          <Progress
            value={shareOf(document)}
            tone={document.status === 'failed' ? 'danger' : 'accent'}
            label={document.name}
            className="mt-1"
          />
        </li>
      ))}
    </ul>
  )
}

function shareOf({ status, progress }: DocumentView): number {
  const [from, to] = SHARES[status]
  return from + (to - from) * progress
}
