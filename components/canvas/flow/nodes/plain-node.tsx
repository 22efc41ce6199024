'use client'
import { Icon, toIconName } from '@/components/ui/icon'
import type { NodeManifest } from '@/lib/graph/manifest'
import { groupColor } from './group-color'

/**
 * Zoomed-out card: a box with an icon, as high as the full header. Phones always show it, with the name above the ports
 * in a readable size.
 */
export function PlainNode({ manifest, label }: { manifest: NodeManifest | undefined; label: string }) {
  return (
    <div className="mb-1.5 flex h-13 items-center justify-center" style={{ color: groupColor(manifest) }}>
      <Icon name={toIconName(manifest?.icon ?? 'box')} size={36} className="max-md:hidden" />
      <span className="absolute inset-x-2 top-1 line-clamp-3 hidden break-words text-center font-medium text-[30px] text-ink leading-8 max-md:block">
        {label}
      </span>
    </div>
  )
}
