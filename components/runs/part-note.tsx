import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { RunPartNote } from './run-store'

const TEXTS = { node: 'canvasRuns.noteNode', to: 'canvasRuns.noteTo', from: 'canvasRuns.noteFrom' } as const

/** The part of the app that a partial run covers. */
export function PartNote({ part, labelOf }: { part: RunPartNote; labelOf: (nodeId: string) => string }) {
  return (
    <p className="flex items-center gap-1.5 text-muted text-xs">
      <Icon name="scissors" size={13} />
      {t(TEXTS[part.kind], { label: labelOf(part.nodeId) })}
    </p>
  )
}
