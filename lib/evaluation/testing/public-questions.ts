import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { TestApp } from '@/lib/api/testing/test-app'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { indexDocument } from '@/lib/rag/ingest/index-document'
import { backgroundCaller, indexEmbedder } from '@/lib/services/knowledge/indexes/index-embedder'

const FOLDER = new URL('../../../../shared/data/', import.meta.url)
/** Public data sets are beside the repository, not in it. */
export const hasPublicQuestions = existsSync(new URL('questions-dev.jsonl', FOLDER))

const Question = z.object({
  question: z.string(),
  answerable: z.boolean(),
  gold: z.array(z.string()),
  near: z.array(z.string()).default([]),
  answers: z.array(z.string()).default([]),
})
export type PublicQuestion = z.infer<typeof Question>
const Passage = z.object({ id: z.string(), title: z.string(), text: z.string() })
export type PublicPassage = z.infer<typeof Passage>

const read = <T>(name: string, schema: z.ZodType<T>): T[] =>
  readFileSync(new URL(name, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)))

export const readQuestions = () => read('questions-dev.jsonl', Question)
export const readPassages = () => read('passages.jsonl', Passage)

/** Adds the passage as a document of its own. */
export async function indexPassage(
  app: TestApp,
  knowledgeBaseId: string,
  { id: name, title, text }: PublicPassage,
): Promise<void> {
  const { system } = app.studio
  const { workspaceId } = app.person
  const document = { workspaceId, knowledgeBaseId, id: newId(), mimeType: 'text/plain' }
  const file = { name: `${name}.txt`, sizeBytes: text.length, sha256: '', fileId: newId() }
  await system.db.insert(documents).values({ ...document, ...file, status: 'queued' })
  await indexDocument({
    db: system.db,
    document,
    parsed: { text, title, pages: [], sections: [], language: 'en', properties: {}, notices: [], shape: 'prose' },
    embedFor: (index) => indexEmbedder({ system, caller: backgroundCaller(workspaceId), index, use: 'document' }),
  })
}
