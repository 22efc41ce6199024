import 'server-only'
import type { LabFound } from '@/lib/contracts/retrieval-lab-runs'
import type { RetrievedPassage } from '@/lib/engine/ports'

const KEPT_CHARACTERS = 400

/** A passage as the lab shows it. @param holds positions of the expected passages that it contains */
export function toFound(passage: RetrievedPassage, holds: number[]): LabFound {
  const { chunkId, documentId, documentName, headings, page, text, confidence = null } = passage
  return { chunkId, documentId, documentName, headings, page, text: text.slice(0, KEPT_CHARACTERS), confidence, holds }
}
