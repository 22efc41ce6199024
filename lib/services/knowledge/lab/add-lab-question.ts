import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { LabQuestionValues } from '@/lib/contracts/retrieval-lab'
import type { addQuestionOfRun as addContract } from '@/lib/contracts/retrieval-lab-chat'
import { AppError } from '@/lib/core/app-error'
import { MAX_EXPECTED, MAX_QUOTE } from '@/lib/core/knowledge/lab-question'
import { knowledgeBases } from '@/lib/db/schema/knowledge'
import { runs } from '@/lib/db/schema/runs'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { notFound, requireRole, type Verb } from '@/lib/services/context'
import { insertQuestions } from '@/lib/services/knowledge/lab/question-rows'
import { storedEvents } from '../../runs/stored-events'
import { passagesOfRun } from './passages-of-run'

/** Maximum number of passages to propose when the answer cites none. */
const MAX_PROPOSED = 3
const Cited = z.object({ citations: z.array(z.object({ chunkId: z.string() })) })
const MessageInputs = z.object({ message: z.string().trim().min(1) })

export const addLabQuestion: Verb<typeof addContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const [run] = await ctx.db
    .select({ inputs: runs.inputs, outputs: runs.outputs })
    .from(runs)
    .where(and(eq(runs.id, params.runId), eq(runs.workspaceId, ctx.workspace.id)))
  if (!run) throw notFound('missing.run')
  const { query, passages } = passagesOfRun(await storedEvents(ctx.db, params.runId))
  const question = MessageInputs.safeParse(run.inputs).data?.message ?? query
  if (passages.length === 0 || question === null) throw new AppError('INVALID_INPUT', problem('lab.runWithoutPassages'))
  const cited = new Set(Cited.safeParse(run.outputs).data?.citations.map(({ chunkId }) => chunkId))
  const selected = passages.filter(({ chunkId }) => cited.has(chunkId))
  const review = selected.length > 0 ? 'accepted' : 'pending'
  const byBase = Map.groupBy(
    selected.length > 0 ? selected : passages.slice(0, MAX_PROPOSED),
    ({ knowledgeBaseId }) => knowledgeBaseId,
  )
  const bases = await ctx.db
    .select({ id: knowledgeBases.id, name: knowledgeBases.name })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.workspaceId, ctx.workspace.id), inArray(knowledgeBases.id, [...byBase.keys()])))
  if (bases.length === 0) throw notFound('missing.knowledgeBase')
  const added = []
  for (const { id, name } of bases) {
    const values = toValues(question, byBase.get(id) ?? [])
    const address = { workspaceId: ctx.workspace.id, knowledgeBaseId: id }
    const rows = await insertQuestions(ctx.db, address, [{ values, origin: 'chat', review, runId: params.runId }])
    added.push({ knowledgeBaseId: id, knowledgeBaseName: name, review: rows.length === 0 ? null : review } as const)
  }
  return { added }
}

function toValues(question: string, passages: readonly RetrievedPassage[]): LabQuestionValues {
  return LabQuestionValues.parse({
    question: question.slice(0, 2_000),
    expected: passages.slice(0, MAX_EXPECTED).map(({ documentId, documentName, text }) => ({
      documentId,
      documentName,
      quote: text.slice(0, MAX_QUOTE),
    })),
  })
}
