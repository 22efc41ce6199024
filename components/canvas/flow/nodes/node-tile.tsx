'use client'
import { RunStatusIcon } from '@/components/runs/run-status-icon'
import { Icon } from '@/components/ui/icon'
import type { GraphNode } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'
import { useNodeRun } from '../use-node-run'
import { nodeColor } from './group-color'

export interface NodeTileProps {
  node: GraphNode
  manifest: NodeManifest | undefined
  isBroken: boolean
}

/** Zoomed-out card: its color, name and status over the whole card, in a size that stays readable (flow.css). */
export function NodeTile({ node, manifest, isBroken }: NodeTileProps) {
  const status = useNodeRun(node.id, (run) => run?.status)
  const hue = nodeColor(node, manifest)
  return (
    <div className="h-13">
      <div
        className="absolute inset-0 flex items-center justify-center overflow-hidden rounded-[9px] px-2"
        style={{ background: `color-mix(in srgb, ${hue} 20%, var(--surface))` }}
      >
        <span className="tile-name line-clamp-2">{node.label}</span>
      </div>
      {isBroken || status ? (
        <span className="tile-status">
          {isBroken && status !== 'running' ? (
            <Icon name="alert-triangle" className="text-danger" />
          ) : (
            <RunStatusIcon status={status ?? 'waiting'} />
          )}
        </span>
      ) : null}
    </div>
  )
}
