import type { NodeManifest } from '@/lib/graph/manifest'

/** Manifests of palette entries that are not node types, by the id that a drag carries. */
export const draggedManifests = new Map<string, NodeManifest>()
