'use client'
import { type NodeProps, useStore, useUpdateNodeInternals } from '@xyflow/react'
import { memo, useEffect } from 'react'
import { cn } from '@/components/ui/cn'
import type { GraphNode } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import type { NodePorts } from '@/lib/graph/ports'
import { useEditor, useEditorState, useGraphNode } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'
import { portsOf } from '../state/node-ports'
import { NodeHeader } from './node-header'
import { NodePreview } from './node-preview'
import { PLAIN_ZOOM } from './node-size'
import { PlainNode } from './plain-node'
import { PortEnd } from './port-row'
import { useNodeRun } from './use-node-run'

const NO_ISSUES: readonly GraphIssue[] = []

/** A step of the drawing. It reads all but its place from the stores by id, so that only what changed is drawn again. */
export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<FlowNode>) {
  const { manifests } = useEditor()
  const node = useGraphNode(id)
  const issues = useEditorState((state) => state.issuesByNode.get(id) ?? NO_ISSUES)
  const isPlain = useStore((state) => state.transform[2] < PLAIN_ZOOM)
  if (!node) return null
  const manifest = manifests(node.type)
  const ports = portsOf(node, manifests)
  return (
    <NodeFrame node={node} ports={ports} selected={selected} isPlain={isPlain} isBroken={issues.some(isError)}>
      {isPlain ? (
        <PlainNode manifest={manifest} label={node.label} />
      ) : (
        <NodeHeader node={node} manifest={manifest} issues={issues} />
      )}
      <PortRows nodeId={id} ports={ports} issues={issues} bare={isPlain} />
      {isPlain ? null : <NodePreview nodeId={id} />}
    </NodeFrame>
  )
})

interface NodeFrameProps {
  node: GraphNode
  ports: NodePorts
  selected: boolean
  isPlain: boolean
  isBroken: boolean
  children: React.ReactNode
}

function NodeFrame({ node, ports, selected, isPlain, isBroken, children }: NodeFrameProps) {
  const status = useNodeRun(node.id, (run) => run?.status)
  const signature = [...ports.inputs, ...ports.outputs].map((port) => port.id).join(' ')
  const updateInternals = useUpdateNodeInternals()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature says when handles came, went or moved.
  useEffect(() => {
    updateInternals(node.id)
  }, [node.id, signature, updateInternals])
  return (
    <div
      data-node-type={node.type}
      data-node-status={status ?? 'none'}
      className={cn(
        'node-frame relative w-64 rounded-lg border bg-surface pb-1.5 text-left transition-[border-color] duration-100',
        isPlain ? 'border-line-strong' : 'border-line-strong/80 shadow-sm hover:border-control/70',
        node.disabled && 'opacity-50',
        isBroken && 'border-danger/60',
        status === 'running' && 'border-info',
        status === 'failed' && 'border-danger',
        status === 'skipped' && 'border-dashed opacity-70',
        selected && 'border-accent! ring-2 ring-accent/25',
      )}
    >
      {children}
    </div>
  )
}

interface PortRowsProps {
  nodeId: string
  ports: NodePorts
  issues: readonly GraphIssue[]
  bare: boolean
}

function PortRows({ nodeId, ports, issues, bare }: PortRowsProps) {
  const count = Math.max(ports.inputs.length, ports.outputs.length)
  const problemOf = (port: string) => issues.find((issue) => issue.path === port)?.message
  return Array.from({ length: count }, (_, row) => {
    const input = ports.inputs[row]
    const output = ports.outputs[row]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row is a place, its ports have keys of their own.
      <div key={row} className="flex h-6">
        {input ? (
          <PortEnd key={input.id} nodeId={nodeId} port={input} side="input" problem={problemOf(input.id)} bare={bare} />
        ) : (
          <span className="flex-1" />
        )}
        {output ? (
          <PortEnd key={output.id} nodeId={nodeId} port={output} side="output" problem={undefined} bare={bare} />
        ) : (
          <span className="flex-1" />
        )}
      </div>
    )
  })
}

function isError(issue: GraphIssue): boolean {
  return issue.severity === 'error'
}
