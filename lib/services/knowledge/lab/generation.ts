import 'server-only'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type * as contract from '@/lib/contracts/retrieval-lab-generation'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'
import { labGenerations } from '@/lib/db/schema/retrieval-lab'
import type { ModelRef } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import { estimateTokens } from '@/lib/models/estimate-tokens'
import { costMicros } from '@/lib/models/prices'
import { activeIndex } from '@/lib/rag/indexes/read-indexes'
import { isCounted } from '@/lib/rag/ingest/hidden-chunks'
import type { KnowledgeBaseScope } from '@/lib/rag/search/search-scope'
import { emitAudit } from '../../audit/emit-audit'
import { findAddressed, hostOfAddressed } from '../../catalog/model-address'
import { knownDefaultChat } from '../../connections/resolve-connection'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { MAKE_INSTRUCTIONS, passageText } from './generate-question'
import { labGenerationJob } from './generation-job'
import { labAddress } from './questions'

/** Shorter passages are headings and leftovers. */
const MIN_TOKENS = 25
/** Expected size of a question with its answer as JSON. */
const TOKENS_PER_QUESTION = 60

const Drawn = z.object({
  id: z.string(),
  text: z.string(),
  documentName: z.string(),
  headings: z.array(z.string()),
})
type Drawn = z.infer<typeof Drawn>

/** Random passages. Every document gives one passage before any document gives a second one. */
async function drawPassages(db: Database, scope: KnowledgeBaseScope, count: number): Promise<Drawn[]> {
  const found = await db.execute(sql`select id, text, "documentName", headings from (
      select c.id, c.text, c.headings, d.name as "documentName",
        row_number() over (partition by c.document_id order by random()) as turn
      from chunks c join documents d on d.id = c.document_id
      where c.workspace_id = ${scope.workspaceId} and c.index_id = ${scope.indexId}
        and d.deleted_at is null and ${isCounted('c', scope)} and c.token_count >= ${MIN_TOKENS}
    ) drawn order by turn, random() limit ${count}`)
  return z.array(Drawn).parse(rows(found))
}

export const estimateGeneration: Verb<typeof contract.estimateGeneration> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const index = await activeIndex(ctx.db, address)
  const passages = await drawPassages(ctx.db, { ...address, indexId: index.id }, body.count)
  const instructionTokens = await estimateTokens(MAKE_INSTRUCTIONS)
  const sizes = await Promise.all(passages.map((passage) => estimateTokens(passageText(passage))))
  const inputTokens = sizes.reduce((sum, size) => sum + size + instructionTokens, 0)
  const outputTokens = passages.length * TOKENS_PER_QUESTION
  return {
    calls: passages.length,
    inputTokens,
    outputTokens,
    costMicros: await priceOf(ctx, body.model, { inputTokens, outputTokens }),
  }
}

/** @returns null if the cost is unknown, or if no model is set up yet */
async function priceOf(
  ctx: ServiceContext,
  selected: ModelRef | null,
  tokens: { inputTokens: number; outputTokens: number },
): Promise<number | null> {
  const model = selected && selected.connection !== 'auto' ? selected : await knownDefaultChat(ctx)
  if (!model || model.connection === 'builtin') return null
  const addressed = await findAddressed(ctx, { connectionId: model.connection, model: model.model }).catch(
    (error: unknown) => {
      // A route, or a model that its service does not list.
      if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
      throw error
    },
  )
  if (!addressed) return null
  const { provider, model: name } = addressed
  return costMicros({ provider, model: name, host: hostOfAddressed(addressed) ?? '', ...tokens, at: ctx.now() })
}

export const startGeneration: Verb<typeof contract.startGeneration> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const index = await activeIndex(ctx.db, address)
  const passages = await drawPassages(ctx.db, { ...address, indexId: index.id }, body.count)
  if (passages.length === 0) throw new AppError('INVALID_INPUT', problem('lab.noPassages'))
  const id = newId()
  await ctx.db.transaction(async (tx) => {
    const added = await tx
      .insert(labGenerations)
      .values({
        ...address,
        id,
        status: 'running',
        chunkIds: passages.map((passage) => passage.id),
        model: body.model ?? { connection: 'auto', model: 'auto' },
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      })
      .onConflictDoNothing()
      .returning({ id: labGenerations.id })
    if (added.length === 0) throw new AppError('CONFLICT', problem('lab.writingInProgress'))
    const data = { workspaceId: ctx.workspace.id, makeId: id }
    await ctx.system.jobs.send(labGenerationJob, data, { key: id, group: ctx.workspace.id, tx })
    const subject = `knowledge:${address.knowledgeBaseId}`
    await emitAudit(tx, ctx, { action: 'lab.make', subject, after: { count: passages.length } })
  })
  return { ok: true }
}

export const cancelGeneration: Verb<typeof contract.cancelGeneration> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await labAddress(ctx, params.knowledgeBaseId)
  await ctx.db
    .update(labGenerations)
    .set({ status: 'cancelled', error: null })
    .where(and(generationsOf(ctx, params.knowledgeBaseId), inArray(labGenerations.status, ['running', 'failed'])))
  return { ok: true }
}

export const readGeneration: Verb<typeof contract.readGeneration> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await labAddress(ctx, params.knowledgeBaseId)
  const [row] = await ctx.db
    .select()
    .from(labGenerations)
    .where(generationsOf(ctx, params.knowledgeBaseId))
    .orderBy(desc(labGenerations.id))
    .limit(1)
  if (!row) return { make: null }
  const { status, done, made, costMicros: cost, error, errorRef, chunkIds } = row
  return { make: { status, done, made, costMicros: cost, error, errorRef, total: chunkIds.length } }
}

const generationsOf = ({ workspace }: ServiceContext, knowledgeBaseId: string) =>
  and(eq(labGenerations.workspaceId, workspace.id), eq(labGenerations.knowledgeBaseId, knowledgeBaseId))
