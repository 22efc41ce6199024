import { type IconName, toIconName } from '@/components/ui/icon'
import { manifestOf, manifests } from '@/lib/sources/manifests.gen'
import type { SourceManifest } from '@/lib/sources/source-manifest'

/** The web first: most documents are there. */
export const SOURCE_KINDS: readonly SourceManifest[] = Object.values(manifests).toSorted(
  (a: SourceManifest, b: SourceManifest) =>
    Number(b.id === 'web') - Number(a.id === 'web') || a.label.localeCompare(b.label),
)

export const kindOf = (kind: string): SourceManifest | undefined => manifestOf(kind)

export const iconOf = (manifest: SourceManifest | undefined): IconName => toIconName(manifest?.icon ?? 'link')
