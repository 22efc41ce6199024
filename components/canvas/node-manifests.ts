import type { NodeManifest } from '@/lib/graph/manifest'
import { manifestOf, manifests } from '@/lib/nodes/manifests.gen'

/** In the order of the palette's groups, then as they are listed. */
export const allManifests: readonly NodeManifest[] = Object.keys(manifests).flatMap((type) => manifestOf(type) ?? [])
export const lookUpManifest = manifestOf
