import { localizeNode } from '@/lib/client/messages/localize-manifest'
import type { ManifestLookup, NodeManifest } from '@/lib/graph/manifest'
import { manifestOf, manifests } from '@/lib/nodes/manifests.gen'

const localized: ReadonlyMap<string, NodeManifest> = new Map(
  Object.keys(manifests).flatMap((type) => {
    const manifest = manifestOf(type)
    return manifest ? [[type, localizeNode(manifest)]] : []
  }),
)

/** In the words of the page's language. Adding a node names it so. */
export const lookUpManifest: ManifestLookup = (type) => localized.get(type)
/** In the order of the palette's groups, then as they are listed. */
export const allManifests: readonly NodeManifest[] = [...localized.values()]
