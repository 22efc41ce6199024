'use client'
import { useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import type { Editor } from '../state/editor-context'
import { useEditor } from '../state/editor-context'
import { nestingOf } from '../state/layout/nesting'
import { accessibleName } from './accessible-name'

/** Debounced, so that drags and token streams do not trigger updates. */
const REST_MS = 400

/**
 * Sets the accessible names of cards. They are written to React Flow's elements instead of its nodes, because a changed
 * problem count would otherwise render the card.
 */
export function NodeNames() {
  const editor = useEditor()
  const flow = useStoreApi()
  useEffect(() => {
    const canvas = flow.getState().domNode
    if (!canvas) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const updateLater = () => {
      clearTimeout(timer)
      timer = setTimeout(() => nameNodes(editor, elementsIn(canvas)), REST_MS)
    }
    // The focused element is announced immediately.
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.matches(NODE)) nameNodes(editor, [target])
    }
    // In a large graph, elements exist only for the cards in view.
    const observer = new MutationObserver(updateLater)
    observer.observe(canvas.querySelector('.react-flow__nodes') ?? canvas, { childList: true })
    const stops = [editor.store.subscribe(updateLater), editor.run.subscribe(updateLater)]
    canvas.addEventListener('focusin', onFocus)
    nameNodes(editor, elementsIn(canvas))
    return () => {
      clearTimeout(timer)
      observer.disconnect()
      for (const stop of stops) stop()
      canvas.removeEventListener('focusin', onFocus)
    }
  }, [editor, flow])
  return null
}

const NODE = '.react-flow__node'

function elementsIn(canvas: HTMLElement): HTMLElement[] {
  return [...canvas.querySelectorAll<HTMLElement>(NODE)]
}

function nameNodes({ store, run, manifests }: Editor, elements: readonly HTMLElement[]): void {
  const { graph, nodeById, issuesByNode } = store.getState()
  const nesting = nestingOf(graph, manifests)
  const edgesTo = Map.groupBy(graph.edges, ({ to }) => to.node)
  for (const element of elements) {
    const node = nodeById.get(element.dataset.id ?? '')
    if (!node) continue
    const name = accessibleName(node, {
      edges: edgesTo.get(node.id) ?? [],
      nodes: nodeById,
      manifests,
      nesting,
      issues: issuesByNode.get(node.id) ?? [],
      status: run.getState().nodes.get(node.id)?.status,
    })
    if (element.getAttribute('aria-label') !== name) element.setAttribute('aria-label', name)
  }
}
