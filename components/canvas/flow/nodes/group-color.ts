import type { GraphNode, NodeColor } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'

/** One hue a node group; tokens of app/tokens.css. */
export function groupColor(manifest: Pick<NodeManifest, 'group'> | undefined): string {
  return manifest ? `var(--hue-${manifest.group})` : 'var(--muted)'
}

/** The hue that a person gave the node, else that of its group. */
export function nodeColor(
  node: Pick<GraphNode, 'color'> | undefined,
  manifest: Pick<NodeManifest, 'group'> | undefined,
): string {
  return node?.color ? COLORS[node.color] : groupColor(manifest)
}

/** People choose among the hues that node groups have, which are readable in both themes. */
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
