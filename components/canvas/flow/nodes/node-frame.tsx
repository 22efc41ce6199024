'use client'
import { useReactFlow, useUpdateNodeInternals } from '@xyflow/react'
import { type ReactNode, useEffect } from 'react'
import { cn } from '@/components/ui/cn'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor, useUi } from '../../state/editor-context'
import type { CardPorts } from '../../state/ports/card-ports'
import { portKey } from '../../state/ui-store'
import { useNodeRun } from '../use-node-run'

export interface NodeFrameProps {
  node: GraphNode
  ports: CardPorts
  selected: boolean
  isTile: boolean
  isBroken: boolean
  className?: string
  children: ReactNode
}

/** The card box. Its border shows selection, errors and run status. */
export function NodeFrame(props: NodeFrameProps) {
  const { node, ports, selected, isTile, isBroken, className, children } = props
  const status = useNodeRun(node.id, (run) => run?.status)
  const isOpen = useUi((state) => state.openPorts === node.id || state.peekedPorts === node.id)
  const signature = `${signatureOf(ports)} ${isOpen}`
  const peek = usePeek(node.id, ports)
  const updateInternals = useUpdateNodeInternals()
  const { getNode } = useReactFlow()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature changes when handles are added, removed or moved.
  useEffect(() => {
    // In large graphs handle positions are computed from the ports, because measuring each visible card would cost a
    // frame.
    if (!getNode(node.id)?.handles) updateInternals(node.id)
  }, [node.id, signature, updateInternals])
  return (
    <div
      data-node-type={node.type}
      data-open-ports={isOpen}
      onPointerEnter={peek}
      data-node-status={status ?? 'none'}
      className={cn(
        'node-frame relative rounded-[10px] border text-left transition-[border-color,box-shadow] duration-150',
        isTile ? 'border-line-strong' : 'border-line-strong/80 shadow-sm hover:border-control/70',
        node.disabled && 'opacity-50',
        isBroken && 'border-danger/60',
        status === 'skipped' && 'border-dashed opacity-70',
        selected && 'node-selected',
        className,
      )}
    >
      {children}
    </div>
  )
}

function signatureOf({ inputs, outputs, bindInputs, bindOutputs, inner }: CardPorts): string {
  const all = [inputs, outputs, bindInputs, bindOutputs, inner?.outputs ?? [], inner?.inputs ?? []]
  return all.map((ports) => ports.map(({ id }) => id).join(' ')).join('|')
}

/** While a connection is dragged over the card, the hidden ports where it could end are shown. */
function usePeek(nodeId: string, { moreInputs, moreOutputs }: CardPorts): () => void {
  const { ui } = useEditor()
  return () => {
    const { fitting, set } = ui.getState()
    if (!fitting) return
    const hasFittingPort = [...moreInputs, ...moreOutputs].some(({ id }) => fitting.ports.has(portKey(nodeId, id)))
    set({ peekedPorts: hasFittingPort ? nodeId : null })
  }
}
