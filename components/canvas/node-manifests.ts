import { localizeNode } from '@/lib/client/messages/localize-manifest'
import type { ManifestLookup, NodeManifest } from '@/lib/graph/manifest'
import { manifestOf, manifests } from '@/lib/nodes/manifests.gen'

const localized: ReadonlyMap<string, NodeManifest> = new Map(
  Object.keys(manifests).flatMap((type) => {
    const manifest = manifestOf(type)
    return manifest ? [[type, localizeNode(manifest)]] : []
  }),
)

/** Looks up a manifest in the page's language. New nodes are named with its texts. */
export const lookUpManifest: ManifestLookup = (type) => localized.get(type)
/** Sorted by palette group, then by list position. */
export const allManifests: readonly NodeManifest[] = [...localized.values()]
