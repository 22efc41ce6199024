import type { ManifestTexts } from '@/lib/messages/manifest-texts'
import type { ProblemTexts } from '@/lib/messages/problems/types'
import type { Sentences } from './sentence-book'

export type Areas = Readonly<Record<string, Readonly<Record<string, string>>>>

/** By kind and id. */
export type ManifestKind = 'nodes' | 'providers' | 'sources' | 'templates'

export type AllManifestTexts = Readonly<Record<ManifestKind, Readonly<Record<string, ManifestTexts>>>>

/** All texts of one language: the interface's own, and those which come from beneath it in English. */
export interface Texts {
  areas: Areas
  /** null: English, in which manifests are written. */
  manifests: AllManifestTexts | null
  /** null: English, in which they are written. */
  sentences: Sentences | null
  /** Of problems and other texts of lower layers, by their keys. English has those without a message of their own. */
  problems: ProblemTexts
}
