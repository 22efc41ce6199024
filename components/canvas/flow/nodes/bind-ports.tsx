'use client'
import { localizeText } from '@/lib/client/messages/localize-text'
import type { GraphIssue } from '@/lib/graph/issue'
import { useUi } from '../../state/editor-context'
import { isAlarming } from '../../state/is-alarming'
import type { CardPorts } from '../../state/ports/card-ports'
import { PortHandle } from './port-handle'

export interface BindInputsProps {
  nodeId: string
  ports: CardPorts
  issues: readonly GraphIssue[]
  bare: boolean
}

/** Capabilities that the node uses, such as its tools: labels and handles along the bottom edge. */
export function BindInputs({ nodeId, ports, issues, bare }: BindInputsProps) {
  const hasTried = useUi((state) => state.hasTried)
  if (ports.bindInputs.length === 0) return null
  const problemOf = (port: string) => {
    const found = issues.find((issue) => issue.path === port && isAlarming(issue, hasTried))
    return found && localizeText(found)
  }
  return (
    <div data-bind-ports className="absolute inset-x-0 bottom-0 flex h-5">
      {ports.bindInputs.map((port) => (
        <div key={port.id} className="relative flex min-w-0 flex-1 justify-center">
          {bare ? null : <span className="bind-label truncate px-1 text-muted">{port.label}</span>}
          <PortHandle nodeId={nodeId} port={port} side="input" problem={problemOf(port.id)} />
        </div>
      ))}
    </div>
  )
}

/** Capabilities that the node offers to others, along the top edge. */
export function BindOutputs({ nodeId, ports }: Pick<BindInputsProps, 'nodeId' | 'ports'>) {
  if (ports.bindOutputs.length === 0) return null
  return (
    <div className="pointer-events-none absolute inset-x-0 top-0 flex">
      {ports.bindOutputs.map((port) => (
        <div key={port.id} className="relative flex-1">
          <PortHandle nodeId={nodeId} port={port} side="output" problem={undefined} />
        </div>
      ))}
    </div>
  )
}
