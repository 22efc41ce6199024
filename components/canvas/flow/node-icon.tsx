import { cn } from '@/components/ui/cn'
import { Icon, toIconName } from '@/components/ui/icon'
import type { NodeManifest } from '@/lib/graph/manifest'
import { groupColor, groupTint } from './group-color'

/** The icon on a tile in its group's hue. */
export function NodeIcon({ manifest, size = 'md' }: { manifest: NodeManifest | undefined; size?: 'sm' | 'md' }) {
  return (
    <span
      className={cn('flex shrink-0 items-center justify-center rounded-md', size === 'md' ? 'size-8' : 'size-6')}
      style={{ color: groupColor(manifest), background: groupTint(manifest) }}
    >
      <Icon name={toIconName(manifest?.icon ?? 'box')} size={size === 'md' ? 17 : 14} />
    </span>
  )
}
