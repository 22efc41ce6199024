import { Progress } from '@/components/ui/progress'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { findDocuments } from '@/lib/contracts/knowledge-documents'

/** A single document shows its own progress; several share this bar. */
const FEW = 2

/** Number of searchable documents while others are being processed. */
export function IngestProgress({ counts }: { counts: ResponseOf<typeof findDocuments>['counts'] }) {
  const { all, pending } = counts
  if (pending < FEW) return null
  const label = t('knowledge.ingesting', { pending, total: all })
  return (
    <div className="mb-3 flex flex-col gap-1.5">
      <Progress value={(all - pending) / all} label={label} />
      <p className="text-muted text-xs tabular-nums">{label}</p>
    </div>
  )
}
