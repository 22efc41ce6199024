'use client'
import { useStore } from '@xyflow/react'
import type { GraphIssue } from '@/lib/graph/issue'
import { useEditor, useEditorState, useGraphNode, useUi } from '../state/editor-context'
import { isAlarming } from '../state/is-alarming'
import { cardPorts } from '../state/ports/card-ports'
import { TILE_ZOOM } from './nodes/node-size'

const NO_ISSUES: readonly GraphIssue[] = []

/** Data that every card shows of its node; null if the node was just removed. */
export function useCard(id: string) {
  const { manifests } = useEditor()
  const node = useGraphNode(id)
  const issues = useEditorState((state) => state.issuesByNode.get(id) ?? NO_ISSUES)
  const hasTried = useUi((state) => state.hasTried)
  const isTile = useStore((state) => state.transform[2] < TILE_ZOOM)
  const ports = useEditorState((state) => (node ? cardPorts(state.graph, manifests, node) : null))
  if (!node || !ports) return null
  return {
    node,
    manifest: manifests(node.type),
    ports,
    issues,
    isBroken: issues.some((issue) => isAlarming(issue, hasTried)),
    /** The card is too small to read, so only its name is drawn. */
    isTile,
  }
}
