import type { CompiledText } from '@/lib/messages/format-compiled'
import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import type { ProblemTexts } from '@/lib/messages/problems/types'

export type Areas = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Pages have the texts with arguments parsed: scripts/build/compile-messages.cjs. */
export type LoadedAreas = Readonly<Record<string, Readonly<Record<string, string | CompiledText>>>>

/** The kinds of manifests, whose texts are stored by kind and id. */
export type ManifestKind = 'nodes' | 'providers' | 'sources' | 'templates'

export type AllManifestTexts = Readonly<Record<ManifestKind, Readonly<Record<string, ManifestTexts>>>>

/** All texts of one language: those of the interface, of manifests, and of problems. */
export interface Texts {
  areas: Areas
  /** null in English, in which manifests are written. */
  manifests: AllManifestTexts | null
  /** Texts of problems and of lower layers by their keys. In English only those that have no message of their own. */
  problems: ProblemTexts
}
