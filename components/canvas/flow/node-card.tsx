'use client'
import { type NodeProps, useStore } from '@xyflow/react'
import { memo } from 'react'
import { useLocale } from '@/lib/client/locale-provider'
import type { GraphIssue } from '@/lib/graph/issue'
import { NodeFooter } from '../live/node-footer'
import { useEditor, useEditorState, useGraphNode } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'
import { portsOf } from '../state/node-ports'
import { countRender } from './count-render'
import { FoldedContents } from './folded-contents'
import { NodeFrame } from './node-frame'
import { NodeHeader } from './node-header'
import { NodePreview } from './node-preview'
import { PLAIN_ZOOM } from './node-size'
import { PlainNode } from './plain-node'
import { PortRows } from './port-rows'

const NO_ISSUES: readonly GraphIssue[] = []

/** A step of the drawing. It reads all but its place from the stores by id, so that only what changed is drawn again. */
export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<FlowNode>) {
  useLocale()
  countRender(`node ${id}`)
  const { manifests } = useEditor()
  const node = useGraphNode(id)
  const issues = useEditorState((state) => state.issuesByNode.get(id) ?? NO_ISSUES)
  const isPlain = useStore((state) => state.transform[2] < PLAIN_ZOOM)
  if (!node) return null
  const manifest = manifests(node.type)
  const ports = portsOf(node, manifests)
  return (
    <NodeFrame
      node={node}
      ports={ports}
      selected={selected}
      isPlain={isPlain}
      isBroken={issues.some(isError)}
      className="w-64 bg-surface pb-1.5"
    >
      {isPlain ? (
        <PlainNode manifest={manifest} label={node.label} />
      ) : (
        <NodeHeader node={node} manifest={manifest} issues={issues} />
      )}
      <PortRows nodeId={id} ports={ports} issues={issues} bare={isPlain} />
      {isPlain || !ports.inner ? null : <FoldedContents nodeId={id} />}
      {isPlain ? null : <NodePreview nodeId={id} />}
      {isPlain ? null : <NodeFooter nodeId={id} />}
    </NodeFrame>
  )
})

function isError(issue: GraphIssue): boolean {
  return issue.severity === 'error'
}
