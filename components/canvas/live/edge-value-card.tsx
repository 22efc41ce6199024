'use client'
import { useStore } from 'zustand'
import { Badge } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import { isCapabilityKind } from '@/lib/graph/ports'
import { useEditor, useEditorState } from '../state/editor-context'
import { portsOf } from '../state/ports/node-ports'
import { describeValue } from './describe-value'
import { edgeValue } from './edge-value-of'

const WIDTH = 288

export interface EdgeValueCardProps {
  edgeId: string
  /** Screen position. */
  x: number
  y: number
}

export function EdgeValueCard({ edgeId, x, y }: EdgeValueCardProps) {
  const { run, manifests } = useEditor()
  const edge = useEditorState(({ graph }) => graph.edges.find(({ id }) => id === edgeId))
  const from = useEditorState(({ nodeById }) => nodeById.get(edge?.from.node ?? ''))
  const hasRun = useStore(run, (state) => state.runs.length > 0)
  const source = useStore(run, (state) => state.nodes.get(edge?.from.node ?? ''))
  const target = useStore(run, (state) => state.nodes.get(edge?.to.node ?? ''))
  const ports = from ? portsOf(from, manifests) : undefined
  const port = [...(ports?.outputs ?? []), ...(ports?.inner?.outputs ?? [])].find(({ id }) => id === edge?.from.port)
  if (!edge || !from || !port || !hasRun || isCapabilityKind(port.kind)) return null
  const streams = manifests(from.type)?.streams === port.id
  const found = edgeValue({ edge, source, target, streams })
  const described = found ? describeValue(found.value) : null
  return (
    <div
      role="status"
      data-edge-value={edgeId}
      className="pointer-events-none fixed z-50 flex max-h-56 flex-col gap-1.5 overflow-hidden rounded-lg border bg-raised px-3 py-2 shadow-lg"
      style={{
        width: WIDTH,
        left: Math.max(8, Math.min(x + 14, window.innerWidth - WIDTH - 8)),
        ...(y > window.innerHeight / 2 ? { bottom: window.innerHeight - y + 14 } : { top: y + 14 }),
      }}
    >
      <p className="flex items-center gap-2 text-muted text-xs">
        <span className="min-w-0 flex-1 truncate font-medium text-ink">
          {from.label} · {port.label}
        </span>
        {found?.isStreaming ? <Badge tone="info">{t('canvasRuns.edgeStreams')}</Badge> : null}
        {described ? (
          <span className="shrink-0 tabular-nums">
            {described.type} · {described.size}
          </span>
        ) : null}
      </p>
      {described ? (
        <p className="line-clamp-6 whitespace-pre-wrap break-words font-mono text-2xs leading-4">{described.text}</p>
      ) : (
        <p className="text-faint text-xs">{t('canvasRuns.edgeNothing')}</p>
      )}
    </div>
  )
}
