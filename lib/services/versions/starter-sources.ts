import 'server-only'
import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { chunks, documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import type { Graph } from '@/lib/graph/graph'
import { defaultChatModel } from '../connections/resolve-connection'
import { liveGraph } from './live-apps'
import type { PublishedApp } from './published-app'
import { questionsIn } from './questions-in'

const MAX_DOCUMENTS = 20
const MAX_PASSAGES = 100
const MAX_QUESTIONS = 3

/** The sources from which a chat page without its own suggestions derives questions. */
export interface StarterSources {
  /** A language model can answer any question about them. */
  documentNames: string[]
  /** Questions that the documents contain. Without a language model only their answers can be quoted. */
  questions: string[]
}

/** Of the newest documents that everyone who may use the app may see; none if the app hides its sources. */
export async function starterSources(db: Database, app: PublishedApp): Promise<StarterSources> {
  if (app.sources === 'none') return { documentNames: [], questions: [] }
  const graph = await liveGraph(db, app)
  const ids = graph.nodes.flatMap(({ config }) => z.uuid().safeParse(config.knowledgeBaseId).data ?? [])
  if (ids.length === 0) return { documentNames: [], questions: [] }
  const found = await db
    .select({ id: documents.id, name: documents.name })
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, app.workspaceId),
        inArray(documents.knowledgeBaseId, ids),
        eq(documents.status, 'ready'),
        isNull(documents.access),
        isNull(documents.deletedAt),
      ),
    )
    .orderBy(desc(documents.id))
    .limit(MAX_DOCUMENTS)
  if (!(await onlyQuotes(db, app, graph))) return { documentNames: found.map(({ name }) => name), questions: [] }
  const documentIds = found.map(({ id }) => id)
  return { documentNames: [], questions: await readQuestions(db, app.workspaceId, documentIds) }
}

/** Whether a step of the app answers with the built-in model. */
async function onlyQuotes(db: Database, { workspaceId }: PublishedApp, { nodes }: Graph): Promise<boolean> {
  const models = nodes.flatMap(({ type, config }) => (type === 'chat-model' ? [connectionOf(config.model)] : []))
  if (models.includes('builtin')) return true
  if (!models.includes('auto')) return false
  const preset = await defaultChatModel({ db, workspace: { id: workspaceId, name: '' } })
  return preset === null || preset.connection === 'builtin'
}

const connectionOf = (model: unknown): string =>
  z.object({ connection: z.string() }).safeParse(model).data?.connection ?? 'auto'

async function readQuestions(db: Database, workspaceId: string, documentIds: readonly string[]): Promise<string[]> {
  if (documentIds.length === 0) return []
  const rows = await db
    .select({ text: chunks.text, headings: chunks.headings })
    .from(chunks)
    .innerJoin(
      knowledgeBases,
      and(eq(knowledgeBases.id, chunks.knowledgeBaseId), eq(knowledgeBases.activeIndexId, chunks.indexId)),
    )
    .where(
      and(
        eq(chunks.workspaceId, workspaceId),
        inArray(chunks.documentId, [...documentIds]),
        // A question may be the heading of its answer, which is not part of the passage.
        or(sql`${chunks.text} ~ '[?？]'`, sql`${chunks.headings}::text ~ '[?？]'`),
      ),
    )
    .orderBy(desc(chunks.documentId), chunks.ordinal)
    .limit(MAX_PASSAGES)
  const questions = rows.flatMap(({ text, headings }) => questionsIn([...headings.slice(-1), text].join('\n')))
  return [...new Set(questions)].slice(0, MAX_QUESTIONS)
}
