import type { NodeManifest } from '@/lib/graph/manifest'

/** One hue a node group; tokens of app/tokens.css. */
export function groupColor(manifest: Pick<NodeManifest, 'group'> | undefined): string {
  return manifest ? `var(--hue-${manifest.group})` : 'var(--muted)'
}

export function groupTint(manifest: Pick<NodeManifest, 'group'> | undefined): string {
  return `color-mix(in srgb, ${groupColor(manifest)} 13%, transparent)`
}
