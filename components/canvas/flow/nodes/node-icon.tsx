import { cn } from '@/components/ui/cn'
import { Icon, toIconName } from '@/components/ui/icon'
import type { NodeColor } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'
import { nodeColor } from './group-color'

export interface NodeIconProps {
  manifest: NodeManifest | undefined
  size?: 'sm' | 'md'
  /** Replaces the hue of the group. */
  color?: NodeColor | undefined
}

/** The icon on a tile filled with the node's custom hue or its group's hue. */
export function NodeIcon({ manifest, size = 'md', color }: NodeIconProps) {
  const hue = nodeColor({ ...(color ? { color } : {}) }, manifest)
  return (
    <span
      className={cn('flex shrink-0 items-center justify-center rounded-md', size === 'md' ? 'size-8' : 'size-6')}
      style={{ color: 'var(--on-hue)', background: hue }}
    >
      <Icon name={toIconName(manifest?.icon ?? 'box')} size={size === 'md' ? 17 : 14} />
    </span>
  )
}
