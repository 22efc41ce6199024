import 'server-only'
import { sql } from 'drizzle-orm'
import { embeddingFacts } from '@/lib/catalog/embedding-facts'
import type {
  estimateRebuild as estimateContract,
  RebuildEstimate,
  RebuildPlan,
} from '@/lib/contracts/knowledge-indexes'
import { IndexChunking } from '@/lib/core/knowledge/index-chunking'
import { documents } from '@/lib/db/schema/knowledge'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { costMicros } from '@/lib/models/prices'
import { hostOf } from '@/lib/providers/wires/http/get-json'
import { BUILTIN_INDEX, type IndexSettings } from '@/lib/rag/indexes/create-knowledge-base'
import { indexable } from '@/lib/rag/indexes/missing-documents'
import { activeIndex } from '@/lib/rag/indexes/read-indexes'
import { readsLanguage } from '@/lib/rag/indexes/reads-language'
import { addressOf } from '../../connections/connection-view'
import { getConnectionRow } from '../../connections/resolve-connection'
import { requireRole, type ServiceContext, type Verb } from '../../context'

/** Titles and headings are embedded with each chunk, and overlapping text twice. */
const OVERHEAD = 1.15
/** A token has about four letters, or one Chinese character. */
const CHARACTERS_PER_TOKEN: Readonly<Record<string, number>> = { zh: 1, ja: 1, ko: 1.5, th: 2 }

export const estimateRebuild: Verb<typeof estimateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  return estimate(ctx, params.knowledgeBaseId, body)
}

/** Estimates a rebuild from the length of the texts and the catalog price, without calling the model. */
export async function estimate(
  ctx: ServiceContext,
  knowledgeBaseId: string,
  plan: RebuildPlan,
): Promise<RebuildEstimate> {
  const workspaceId = ctx.workspace.id
  const active = await activeIndex(ctx.db, { workspaceId, knowledgeBaseId })
  const settings = knownSettings(plan)
  const sizes = await ctx.db
    .select({
      language: sql<string>`coalesce(${documents.language}, 'und')`,
      documents: sql<number>`count(*)`.mapWith(Number),
      characters: sql<number>`coalesce(sum(length(${documents.text})), 0)`.mapWith(Number),
    })
    .from(documents)
    .where(indexable({ ...active }))
    .groupBy(sql`1`)
  const supported = sizes.filter(({ language }) => readsLanguage(settings.languages, language))
  const tokens = Math.round(
    OVERHEAD *
      supported.reduce((sum, { language, characters }) => sum + characters / (CHARACTERS_PER_TOKEN[language] ?? 4), 0),
  )
  const all = sizes.reduce((sum, size) => sum + size.documents, 0)
  return {
    documents: all,
    unreadDocuments: all - supported.reduce((sum, size) => sum + size.documents, 0),
    tokens,
    costMicros: await priceOf(ctx, plan.embedder, tokens),
    dims: settings.dims,
    languages: settings.languages,
    isSame:
      isSameModel(plan.embedder, active.embedder) &&
      JSON.stringify(settings.languages) === JSON.stringify(active.languages) &&
      JSON.stringify(IndexChunking.parse(active.chunking)) === JSON.stringify(IndexChunking.parse(plan.chunking)),
  }
}

export function isSameModel(a: RebuildPlan['embedder'], b: RebuildPlan['embedder']): boolean {
  if (a.connection === 'builtin') return b.connection === 'builtin'
  return a.connection === b.connection && a.model === b.model
}

/** The settings known before the model is called. */
export function knownSettings({
  embedder,
  languages,
}: Pick<RebuildPlan, 'embedder' | 'languages'>): Omit<IndexSettings, 'dims'> & { dims: number | null } {
  if (embedder.connection === 'builtin')
    return { ...BUILTIN_INDEX, embedder: BUILTIN_INDEX.embedder, languages: [...BUILTIN_EMBEDDER.languages] }
  const facts = embeddingFacts(embedder.model)
  return {
    embedder,
    embedderHash: '',
    dims: facts.dims ?? null,
    languages: languages === undefined ? facts.languages : languages,
  }
}

/** @returns null if the price is unknown */
export async function priceOf(
  ctx: ServiceContext,
  embedder: RebuildPlan['embedder'],
  tokens: number,
): Promise<number | null> {
  if (embedder.connection === 'builtin') return 0
  // A route may use any of its models.
  if (embedder.connection === 'route') return null
  const row = await getConnectionRow(ctx, embedder.connection)
  const host = hostOf(addressOf(row) ?? '')
  return costMicros({ provider: row.provider, host, model: embedder.model, inputTokens: tokens, outputTokens: 0 })
}
