import { type IconName, toIconName } from '@/components/ui/icon'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { manifestOf, manifests } from '@/lib/sources/manifests.gen'
import type { SourceManifest } from '@/lib/sources/source-manifest'

/** Websites first, the most common source. */
const KINDS: readonly SourceManifest[] = Object.values(manifests).toSorted(
  (a: SourceManifest, b: SourceManifest) =>
    Number(b.id === 'web') - Number(a.id === 'web') || a.label.localeCompare(b.label),
)

/** Source kinds in the language of the page, like those of `kindOf`. */
export const sourceKinds = (): readonly SourceManifest[] =>
  KINDS.map((manifest) => localizeManifest('sources', manifest))

export function kindOf(kind: string): SourceManifest | undefined {
  const manifest = manifestOf(kind)
  return manifest && localizeManifest('sources', manifest)
}

export const iconOf = (manifest: SourceManifest | undefined): IconName => toIconName(manifest?.icon ?? 'link')
