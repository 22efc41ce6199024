'use client'
import { cn } from '@/components/ui/cn'
import { t } from '@/lib/client/messages/t'
import { useEditor, useUi } from '../../state/editor-context'
import type { CardPorts } from '../../state/ports/card-ports'
import { portKey } from '../../state/ui-store'

/**
 * “+3” for the ports that the card does not list, on its edge, so that a click on its middle selects the node. Marked while
 * a dragged connection fits one of them.
 */
export function MorePorts({ nodeId, ports }: { nodeId: string; ports: CardPorts }) {
  const { ui } = useEditor()
  const hiddenPorts = [...ports.moreInputs, ...ports.moreOutputs]
  const isOpen = useUi((state) => state.openPorts === nodeId)
  const isFitting = useUi(({ fitting }) =>
    hiddenPorts.some(({ id }) => fitting?.ports.has(portKey(nodeId, id)) ?? false),
  )
  if (hiddenPorts.length === 0) return null
  return (
    <button
      type="button"
      // Keyboard users find all ports in the list that the C key opens.
      tabIndex={-1}
      aria-expanded={isOpen}
      aria-label={t('canvas.morePorts', { count: hiddenPorts.length })}
      title={hiddenPorts.map(({ label }) => label).join(', ')}
      className={cn(
        'more-ports nodrag nopan absolute right-3 -bottom-2 z-10 rounded-full border bg-surface px-1.5 py-0.5 text-muted tabular-nums hover:bg-hover hover:text-ink',
        isFitting && 'bg-accent-soft text-accent',
      )}
      onClick={(event) => {
        // Opening the ports must not select the node.
        event.stopPropagation()
        ui.getState().set({ openPorts: isOpen ? null : nodeId })
      }}
    >
      {isOpen ? '−' : `+${hiddenPorts.length}`}
    </button>
  )
}
