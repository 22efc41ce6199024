import { t } from '@/lib/client/messages/t'
import { NODE_GROUPS, type NodeGroup, type NodeManifest } from '@/lib/graph/manifest'

/** Something that can be added to the canvas. The palette, its search and the add dialog list the same entries. */
export interface PaletteEntry {
  id: string
  label: string
  description: string
  group: NodeGroup
  /** Search terms that the label and description lack. */
  synonyms: readonly string[]
  manifest: NodeManifest
}

export interface PaletteGroup {
  group: NodeGroup
  label: string
  entries: PaletteEntry[]
}

type Synonyms = Readonly<Record<string, readonly string[]>>

/** @param synonyms by node type; they are loaded with the search */
export function paletteEntries(manifests: readonly NodeManifest[], synonyms: Synonyms = {}): PaletteEntry[] {
  return manifests.map((manifest) => ({
    id: manifest.type,
    label: manifest.label,
    description: manifest.description,
    group: manifest.group,
    synonyms: synonyms[manifest.type] ?? [],
    manifest,
  }))
}

/** Groups in the palette's order. Empty groups are omitted. */
export function groupEntries(entries: readonly PaletteEntry[]): PaletteGroup[] {
  const byGroup = Map.groupBy(entries, ({ group }) => group)
  return NODE_GROUPS.flatMap((group) => {
    const found = byGroup.get(group)
    return found ? [{ group, label: t(`canvas.group-${group}`), entries: found }] : []
  })
}
