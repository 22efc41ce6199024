'use client'
import { useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { FIT_SMOOTHLY } from '../flow/fit-options'
import { NODE_WIDTH } from '../flow/node-size'
import { useEditor } from '../state/editor-context'
import { referencePairs } from '../state/reference-pairs'
import { runLayout } from './run-layout'

const USUAL_HEIGHT = 120

/** Arranges the chosen nodes, or all of them; one step of the history. Notes stay where people put them. */
export function useAutoLayout(): () => Promise<void> {
  const { store, actions, manifests } = useEditor()
  const { fitView, getInternalNode } = useReactFlow()
  return useCallback(async () => {
    const { graph } = store.getState()
    const nodes = graph.nodes.filter((node) => manifests(node.type)?.role !== 'note')
    if (nodes.length === 0) return
    const all = new Set(nodes.map((node) => node.id))
    const input = {
      nodes: nodes.map(({ id }) => {
        const measured = getInternalNode(id)?.measured
        return { id, width: measured?.width ?? NODE_WIDTH, height: measured?.height ?? USUAL_HEIGHT }
      }),
      edges: [
        ...graph.edges.map(({ from, to }) => ({ from: from.node, to: to.node })),
        ...referencePairs(graph, manifests, all),
      ],
    }
    try {
      const places = await runLayout(input)
      actions.move(new Map(places.map(({ id, x, y }) => [id, { x, y }])))
      requestAnimationFrame(() => void fitView(FIT_SMOOTHLY))
    } catch {
      toast.error(t('canvas.layoutFailed'))
    }
  }, [store, actions, manifests, fitView, getInternalNode])
}
