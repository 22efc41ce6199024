import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { RunSource } from './run-store'

/** The run whose results this run reused. */
export function ReusedResultsNote({ source, labelOf }: { source: RunSource; labelOf: (nodeId: string) => string }) {
  const run = source.runId.slice(-8)
  return (
    <p className="flex items-center gap-1.5 text-muted text-xs">
      <Icon name="history" size={13} />
      <Link href={`/runs/${source.runId}`} className="underline underline-offset-2 hover:text-ink">
        {source.nodeId === null
          ? t('runAgain.basedOn', { run })
          : t('runAgain.basedOnStep', { run, step: labelOf(source.nodeId) })}
      </Link>
    </p>
  )
}
