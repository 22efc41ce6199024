'use client'
import { localizeText } from '@/lib/client/messages/localize-text'
import type { GraphIssue } from '@/lib/graph/issue'
import { useUi } from '../../state/editor-context'
import { isAlarming } from '../../state/is-alarming'
import type { CardPorts } from '../../state/ports/card-ports'
import { MorePorts } from './more-ports'
import { PortEnd } from './port-row'

export interface PortRowsProps {
  nodeId: string
  ports: CardPorts
  issues: readonly GraphIssue[]
  bare: boolean
}

export function PortRows({ nodeId, ports, issues, bare }: PortRowsProps) {
  const hasTried = useUi((state) => state.hasTried)
  const isOpen = useUi((state) => state.openPorts === nodeId || state.peekedPorts === nodeId)
  const inputs = isOpen ? [...ports.inputs, ...ports.moreInputs] : ports.inputs
  const outputs = isOpen ? [...ports.outputs, ...ports.moreOutputs] : ports.outputs
  const rowCount = Math.max(ports.inputs.length, ports.outputs.length)
  const problemOf = (port: string) => {
    const found = issues.find((issue) => issue.path === port && isAlarming(issue, hasTried))
    return found && localizeText(found)
  }
  return Array.from({ length: Math.max(inputs.length, outputs.length) }, (_, row) => {
    const input = inputs[row]
    const output = outputs[row]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows are positions; their ports have keys.
      <div key={row} className="flex h-5.5">
        {input ? (
          <PortEnd key={input.id} nodeId={nodeId} port={input} side="input" problem={problemOf(input.id)} bare={bare} />
        ) : null}
        {row === rowCount - 1 && !bare ? <MorePorts nodeId={nodeId} ports={ports} /> : null}
        {output ? (
          <PortEnd key={output.id} nodeId={nodeId} port={output} side="output" problem={undefined} bare={bare} />
        ) : null}
      </div>
    )
  })
}
