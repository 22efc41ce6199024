'use client'
import { useStore } from '@xyflow/react'
import type { GraphIssue } from '@/lib/graph/issue'
import { useEditor, useEditorState, useGraphNode, useUi } from '../state/editor-context'
import { isAlarming } from '../state/is-alarming'
import { portsOf } from '../state/ports/node-ports'
import { PLAIN_ZOOM } from './nodes/node-size'

const NO_ISSUES: readonly GraphIssue[] = []

/** What every card of the drawing shows of its node; null: the node has just gone. */
export function useCard(id: string) {
  const { manifests } = useEditor()
  const node = useGraphNode(id)
  const issues = useEditorState((state) => state.issuesByNode.get(id) ?? NO_ISSUES)
  const hasTried = useUi((state) => state.hasTried)
  const isPlain = useStore((state) => state.transform[2] < PLAIN_ZOOM)
  if (!node) return null
  return {
    node,
    manifest: manifests(node.type),
    ports: portsOf(node, manifests),
    issues,
    isBroken: issues.some((issue) => isAlarming(issue, hasTried)),
    /** Too small to be read: only its name is drawn. */
    isPlain,
  }
}
