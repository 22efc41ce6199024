import type { GraphNode, NodeColor } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'

/** One hue per node group; tokens of app/tokens.css. */
export function groupColor(manifest: Pick<NodeManifest, 'group'> | undefined): string {
  return manifest ? `var(--hue-${manifest.group})` : 'var(--muted)'
}

/** The node's custom hue, or that of its group. */
export function nodeColor(
  node: Pick<GraphNode, 'color'> | undefined,
  manifest: Pick<NodeManifest, 'group'> | undefined,
): string {
  return node?.color ? COLORS[node.color] : groupColor(manifest)
}

/** The selectable hues are those of the node groups, which are readable in both themes. */
export const COLORS: Readonly<Record<NodeColor, string>> = {
  green: 'var(--hue-input)',
  purple: 'var(--hue-model)',
  blue: 'var(--hue-knowledge)',
  orange: 'var(--hue-tool)',
  pink: 'var(--hue-logic)',
  teal: 'var(--hue-text)',
  red: 'var(--hue-output)',
  yellow: 'var(--hue-note)',
}
