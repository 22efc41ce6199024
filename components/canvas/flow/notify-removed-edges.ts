import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { EdgeView } from '@/lib/graph/graph-view'
import type { EditorStore } from '../state/editor-store'

const MAX_NAMED = 3

/** Shows which edges a move into or out of a container removed, and offers undo. */
export function notifyRemovedEdges(store: EditorStore, lost: readonly EdgeView[]): void {
  if (lost.length === 0) return
  const names = lost.map(({ from, to, fromPort, toPort }) =>
    t('containers.edgeName', {
      from: from.node.label,
      fromPort: fromPort.label,
      to: to.node.label,
      toPort: toPort.label,
    }),
  )
  const { graph } = store.getState()
  const hiddenCount = names.length - MAX_NAMED
  toast.warning(t('containers.lostEdges', { count: lost.length }), {
    description: [
      ...names.slice(0, MAX_NAMED),
      ...(hiddenCount > 0 ? [t('containers.andMore', { count: hiddenCount })] : []),
    ].join('\n'),
    action: { label: t('common.undo'), onClick: () => store.getState().graph === graph && store.getState().undo() },
  })
}
