'use client'
import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { Graph } from '@/lib/graph/graph'
import { lookUpManifest } from '../node-manifests'
import { ChangeDetail } from './change-detail'
import { LOOKS } from './diff-look'
import type { Difference } from './list-changes'

export interface ChangeListProps {
  changes: readonly Difference[]
  current: Difference | null
  /** Node names of both versions. */
  graph: Graph
  onPick: (key: string | null) => void
}

/** All changes as text. The selected one is expanded and shown on the canvas. */
export function ChangeList({ changes, current, graph, onPick }: ChangeListProps) {
  return (
    <ol className="divide-y">
      {changes.map((change) => (
        <Row
          key={change.key}
          change={change}
          graph={graph}
          isOpen={change.key === current?.key}
          onPick={() => onPick(change.key === current?.key ? null : change.key)}
        />
      ))}
    </ol>
  )
}

interface RowProps {
  change: Difference
  graph: Graph
  isOpen: boolean
  onPick: () => void
}

function Row({ change, graph, isOpen, onPick }: RowProps) {
  const { icon, word, text } = LOOKS[change.status]
  const place = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isOpen) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <li ref={place} className={cn(isOpen && 'bg-sunken/60')}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onPick}
        className="flex w-full items-center gap-2.5 px-4 py-2.5 text-left hover:bg-hover"
      >
        <span className={cn('flex w-20 shrink-0 items-center gap-1.5 font-medium text-xs', text)}>
          <Icon name={icon} size={13} />
          {t(word)}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm">{titleOf(change, graph)}</span>
          <span className="block truncate text-muted text-xs">{kindOf(change)}</span>
        </span>
        <Icon name={isOpen ? 'chevron-up' : 'chevron-down'} size={14} className="text-faint" />
      </button>
      {isOpen ? <ChangeDetail change={change} nameOf={(id) => nodeName(graph, id)} /> : null}
    </li>
  )
}

function titleOf(change: Difference, graph: Graph): string {
  if (change.target === 'node') return change.node.label || change.node.id
  const { from, to } = change.edge
  return t('versions.edgeBetween', {
    from: `${nodeName(graph, from.node)}.${from.port}`,
    to: `${nodeName(graph, to.node)}.${to.port}`,
  })
}

function nodeName(graph: Graph, id: string): string {
  return graph.nodes.find((node) => node.id === id)?.label || id
}

function kindOf(change: Difference): string {
  if (change.target === 'edge') return t('versions.edge')
  const kind = lookUpManifest(change.node.type)?.label ?? change.node.type
  return change.edges > 0 ? `${kind} · ${t('versions.withEdges', { count: change.edges })}` : kind
}
