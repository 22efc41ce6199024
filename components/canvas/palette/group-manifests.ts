import { t } from '@/lib/client/messages/t'
import { NODE_GROUPS, type NodeGroup, type NodeManifest } from '@/lib/graph/manifest'

export interface ManifestGroup {
  group: NodeGroup
  label: string
  manifests: NodeManifest[]
}

/** Node types by group that match every search word. Empty groups are omitted. */
export function groupManifests(manifests: readonly NodeManifest[], search: string): ManifestGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return NODE_GROUPS.map((group) => ({
    group,
    label: t(`canvas.group-${group}`),
    manifests: manifests.filter((manifest) => manifest.group === group && matches(manifest, words)),
  })).filter(({ manifests: found }) => found.length > 0)
}

function matches({ label, description, type }: NodeManifest, words: readonly string[]): boolean {
  const text = `${label} ${description} ${type}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
