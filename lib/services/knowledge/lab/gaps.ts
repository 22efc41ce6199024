import 'server-only'
import { and, inArray } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/retrieval-lab-gaps'
import type { GapCluster, GapQuestion } from '@/lib/contracts/retrieval-lab-gaps'
import { labQuestions } from '@/lib/db/schema/retrieval-lab'
import { activeIndex } from '@/lib/rag/indexes/read-indexes'
import { centralOf, clusterVectors } from '@/lib/rag/lab/cluster-vectors'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { backgroundCaller, queryEmbedder } from '../indexes/index-embedder'
import { findMissed, type Missed } from './find-missed'
import { gapVectors } from './gap-vectors'
import { hashOfQuestion, type LabAddress, labQuestionsOf } from './question-rows'
import { labAddress } from './questions'
import { searchLog } from './search-log'

const DAY_MS = 86_400_000
const SHOWN_QUESTIONS = 20

export const listGaps: Verb<typeof contract.listGaps> = async ({ ctx, params, query, signal }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  await searchLog(ctx.db).flush()
  const missed = await findMissed({
    db: ctx.db,
    address,
    who: query.who,
    unsureBelow: query.unsureBelow / 100,
    sinceMs: ctx.now().getTime() - query.days * DAY_MS,
  })
  const inLab = await hashesInLab(ctx, address, missed)
  const questions = missed.questions.map((question) => ({
    ...question,
    isInLab: inLab.has(hashOfQuestion(question.question)),
  }))
  const { total, missed: count, isCut } = missed
  return { clusters: await clustersOf(ctx, address, questions, signal), asked: total, missed: count, isCut }
}

async function clustersOf(
  ctx: ServiceContext,
  address: LabAddress,
  questions: readonly GapQuestion[],
  signal: AbortSignal,
): Promise<GapCluster[]> {
  if (questions.length === 0) return []
  const index = await activeIndex(ctx.db, address)
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const embed = queryEmbedder({ system: ctx.system, caller: backgroundCaller(address.workspaceId, userId) })
  const texts = questions.map(({ question }) => question)
  const groups = await gapVectors(texts, index, async (embedMissing) =>
    (await embed(embedMissing, { index, signal })).map(({ vector }) => vector),
  )
  return groups
    .flatMap(({ positions, vectors, threshold }) =>
      clusterVectors(vectors, threshold).map((members) => {
        const central = centralOf(members, vectors)
        const ordered = [central, ...members.filter((member) => member !== central)]
        return toCluster(ordered.flatMap((member) => questions[positions[member] ?? -1] ?? []))
      }),
    )
    .sort((a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt))
}

/** @param questions the central one first */
function toCluster(questions: readonly GapQuestion[]): GapCluster {
  const [central, ...others] = questions
  const sorted = others.sort((a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt))
  return {
    count: questions.reduce((sum, { count }) => sum + count, 0),
    lastAt:
      questions
        .map(({ lastAt }) => lastAt)
        .sort()
        .at(-1) ?? '',
    central: central?.question ?? '',
    questions: [...(central ? [central] : []), ...sorted].slice(0, SHOWN_QUESTIONS),
    wordings: questions.length,
  }
}

async function hashesInLab({ db }: ServiceContext, address: LabAddress, { questions }: Missed): Promise<Set<string>> {
  const hashes = questions.map(({ question }) => hashOfQuestion(question))
  if (hashes.length === 0) return new Set()
  const found = await db
    .select({ hash: labQuestions.hash })
    .from(labQuestions)
    .where(and(labQuestionsOf(address), inArray(labQuestions.hash, hashes)))
  return new Set(found.map(({ hash }) => hash))
}
