'use client'
import { Icon, toIconName } from '@/components/ui/icon'
import type { NodeManifest } from '@/lib/graph/manifest'
import { groupColor } from './group-color'

/** Seen from afar: a box with its icon, as high as the full header. */
export function PlainNode({ manifest }: { manifest: NodeManifest | undefined }) {
  return (
    <div className="mb-1.5 flex h-13 items-center justify-center" style={{ color: groupColor(manifest) }}>
      <Icon name={toIconName(manifest?.icon ?? 'box')} size={36} />
    </div>
  )
}
