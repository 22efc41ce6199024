import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { NodeState } from '@/lib/engine/state/run-state'

/** Warns that an answer was cut off, and at which limit. */
export function TruncatedNote({ nodes }: { nodes: readonly (NodeState | undefined)[] }) {
  const cut = nodes.find((node) => node?.cut)?.cut
  if (!cut) return null
  const { maxOutputTokens: limit } = cut
  return (
    <p className="flex items-center gap-1.5 text-sm text-warning">
      <Icon name="scissors" size={14} />
      {limit === null ? t('runs.cutTextUnknown') : t('runs.cutText', { count: limit })}
    </p>
  )
}
