import 'server-only'
import { and, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/retrieval-lab-explain'
import { endUserViewer } from '@/lib/core/knowledge/document-access'
import { labQuestions } from '@/lib/db/schema/retrieval-lab'
import { explainSearch as explain } from '@/lib/rag/lab/explain-search'
import { isExpected, toTargets } from '@/lib/rag/lab/find-places'
import { holdsAnswer } from '@/lib/rag/lab/holds-answer'
import type { SearchStages } from '@/lib/rag/search/search-chunks'
import { searchRemarks } from '@/lib/rag/search/search-remarks'
import { notFound, requireRole, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { toFound } from './found-passage'
import { labModels } from './lab-models'
import { labQuestionsOf } from './question-rows'

const SHOWN_CHARACTERS = 600

export const explainSearch: Verb<typeof contract.explainSearch> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const base = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const address = { workspaceId: ctx.workspace.id, knowledgeBaseId: base.id }
  const [row] = await ctx.db
    .select()
    .from(labQuestions)
    .where(and(labQuestionsOf(address), eq(labQuestions.id, params.labQuestionId)))
  if (!row) throw notFound('missing.question')
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const calls = labModels(ctx.system, { ...address, userId, fields: base.metadataFields }).begin(signal)
  const startedMs = performance.now()
  const { result, stages, traces } = await explain(
    {
      db: ctx.db,
      ...address,
      query: row.question,
      options: body.options,
      filters: row.filters,
      signal,
      viewer: row.viewer === null ? null : endUserViewer(row.viewer.userId, row.viewer.groups),
      embed: calls.embed,
      models: calls.search,
      fields: base.metadataFields,
    },
    row.expected,
  )
  const targets = toTargets(row.expected)
  const texts = result.passages.map(({ text }) => text)
  return {
    question: row.question,
    given: result.passages.map((passage) =>
      toFound(
        passage,
        targets.flatMap((target, index) => (isExpected(passage, target) ? [index] : [])),
      ),
    ),
    ...searchRemarks(result),
    traces,
    answerFound: holdsAnswer(texts, row.answer),
    last: lastOf(stages),
    durationMs: performance.now() - startedMs,
  }
}

/** The passage with the last returned rank; lower-ranked passages are cut off. */
function lastOf({ selected }: SearchStages) {
  const last = selected.at(-1)
  if (!last) return null
  const { candidate, row, fusedRank, score } = last
  return {
    place: selected.length,
    chunkId: row.id,
    documentName: row.documentName,
    fusedRank,
    score,
    text: row.text.slice(0, SHOWN_CHARACTERS),
    vectorRank: candidate.vectorRank,
    keywordRank: candidate.keywordRank,
  }
}
