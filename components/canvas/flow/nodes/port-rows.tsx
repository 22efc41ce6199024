'use client'
import { sayText } from '@/lib/client/messages/say-text'
import type { GraphIssue } from '@/lib/graph/issue'
import type { NodePorts } from '@/lib/graph/ports'
import { useUi } from '../../state/editor-context'
import { isAlarming } from '../../state/is-alarming'
import { PortEnd } from './port-row'

export interface PortRowsProps {
  nodeId: string
  ports: NodePorts
  issues: readonly GraphIssue[]
  bare: boolean
}

export function PortRows({ nodeId, ports, issues, bare }: PortRowsProps) {
  const count = Math.max(ports.inputs.length, ports.outputs.length)
  const hasTried = useUi((state) => state.hasTried)
  const problemOf = (port: string) => {
    const found = issues.find((issue) => issue.path === port && isAlarming(issue, hasTried))
    return found && sayText(found)
  }
  return Array.from({ length: count }, (_, row) => {
    const input = ports.inputs[row]
    const output = ports.outputs[row]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows are positions; their ports have keys.
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
