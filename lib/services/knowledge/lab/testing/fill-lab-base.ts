import 'server-only'
import { and, eq } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { documents, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { wordsOf } from '@/lib/rag/lab/word-shingles'

export const LAB_TEXTS = {
  'warranty.txt':
    'The warranty of the espresso machine lasts twenty-four months from the day of purchase. It covers defects of material and workmanship. It does not cover damage by limescale, and not the work of others who opened the housing.',
  'care.txt':
    'Lime is removed with citric acid once a month. Dissolve two spoons in a litre of water, let scale soak for half an hour, and rinse the tank twice with fresh water. Vinegar harms the seals and must not be used.',
  'repair.txt':
    'Send a broken machine in its own box to the workshop in Basel, with a copy of the receipt. Repairs take ten working days. A machine on loan can be had for the time for a small fee.',
  'coffee.txt':
    'Grind the beans finely for espresso and coarsely for filter coffee. A shot takes twenty-five seconds. If it runs faster the grind is too coarse; if it drips it is too fine.',
} as const

const DIMS = 384

/** Words hashed into the dimensions (Weinberger et al. 2009): texts that share words are near each other. */
export function wordVector(text: string): Float32Array {
  const vector = new Float32Array(DIMS)
  for (const word of wordsOf(text)) {
    const hash = [...word].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7)
    vector[hash % DIMS] = (vector[hash % DIMS] ?? 0) + 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** Queries for these vectors, without token sketches. */
export async function wordQuestions(texts: readonly string[]) {
  return texts.map((text) => ({ vector: wordVector(text), tokens: null }))
}

export interface LabBase {
  workspaceId: string
  knowledgeBaseId: string
}

/** Stores the texts as documents of the base. A second call chunks the same documents again. @returns ids by name */
export async function fillLabBase(
  db: Database,
  base: LabBase,
  cut: 'whole' | 'sentences' = 'whole',
): Promise<Record<string, string>> {
  const chunking = cut === 'whole' ? {} : { all: { chunker: 'sentence-window' } }
  await db
    .update(knowledgeIndexes)
    .set({ chunking })
    .where(
      and(
        eq(knowledgeIndexes.knowledgeBaseId, base.knowledgeBaseId),
        eq(knowledgeIndexes.workspaceId, base.workspaceId),
      ),
    )
  const ids: Record<string, string> = {}
  for (const [name, text] of Object.entries(LAB_TEXTS)) ids[name] = await putDocument(db, base, name, text)
  return ids
}

/** Adds a document, or replaces the text of one. @returns its id */
export async function putDocument(
  db: Database,
  base: LabBase,
  name: string,
  text: string,
  title = name,
): Promise<string> {
  const file = { name, mimeType: 'text/plain', sizeBytes: text.length, sha256: '', fileId: newId() }
  await db
    .insert(documents)
    .values({ ...base, ...file, id: newId(), status: 'queued' })
    .onConflictDoNothing()
  const [row] = await db
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(
        eq(documents.knowledgeBaseId, base.knowledgeBaseId),
        eq(documents.workspaceId, base.workspaceId),
        eq(documents.name, name),
      ),
    )
  if (!row) throw new Error(`${name} was not stored`)
  await indexDocument({
    db,
    document: { ...base, id: row.id, mimeType: 'text/plain' },
    parsed: {
      text,
      title,
      pages: [],
      sections: [],
      language: 'en',
      properties: {},
      notices: [],
      shape: 'prose',
    },
    embedFor: () => async (texts) => texts.map(wordVector),
  })
  return row.id
}
