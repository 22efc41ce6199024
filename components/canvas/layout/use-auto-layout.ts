'use client'
import { useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useOpeningView } from '../flow/use-opening-view'
import { useEditor } from '../state/editor-context'
import { layoutNested } from './layout-nested'
import { runLayout } from './run-layout'

/** Arranges all nodes except notes, as one history step. Resolves to whether anything was arranged. */
export function useAutoLayout(): () => Promise<boolean> {
  const { store, actions, manifests } = useEditor()
  const { getInternalNode } = useReactFlow()
  const show = useOpeningView()
  return useCallback(async () => {
    const { graph } = store.getState()
    const measured = (id: string) => {
      const { width, height } = getInternalNode(id)?.measured ?? {}
      return width && height ? { width, height } : undefined
    }
    try {
      const { places, sizes } = await layoutNested(graph, { manifests, measured, run: runLayout })
      if (places.size === 0) return false
      actions.move(places, sizes)
      requestAnimationFrame(() => show(200))
      return true
    } catch {
      toast.error(t('canvas.layoutFailed'))
      return false
    }
  }, [store, actions, manifests, show, getInternalNode])
}
