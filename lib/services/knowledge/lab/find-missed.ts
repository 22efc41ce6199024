import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { GapQuestion, GapReason } from '@/lib/contracts/retrieval-lab-gaps'
import { firstIdAt } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'
import { saysUnknown } from '@/lib/models/phrases/says-unknown'
import { hashOfQuestion, type LabAddress } from './question-rows'

/** Maximum number of searches per report; the newest ones are read. */
const MAX_SEARCHES = 10_000
const MAX_MISSED = 400

const Row = z.object({
  query: z.string(),
  confidence: z.coerce.number(),
  givenCount: z.coerce.number(),
  runId: z.string(),
  at: z.coerce.date(),
  answer: z.string().nullable(),
  isRatedDown: z.boolean(),
})
type Row = z.infer<typeof Row>

export interface FindMissed {
  db: Database
  address: LabAddress
  sinceMs: number
  /** 0..1 */
  unsureBelow: number
  who: 'everyone' | 'outside'
}

export interface Missed {
  /** Each wording once, newest first. */
  questions: Omit<GapQuestion, 'isInLab'>[]
  total: number
  missed: number
  isCut: boolean
}

/** Questions of real runs without a good result, each wording once. */
export async function findMissed(request: FindMissed): Promise<Missed> {
  const found = await readSearches(request)
  const byWording = new Map<string, Omit<GapQuestion, 'isInLab'>>()
  let missed = 0
  for (const row of found) {
    const reasons = reasonsOf(row, request.unsureBelow)
    if (reasons.length === 0) continue
    missed += 1
    const hash = hashOfQuestion(row.query)
    const existing = byWording.get(hash)
    if (existing) {
      existing.count += 1
      existing.reasons = [...new Set([...existing.reasons, ...reasons])]
    } else {
      const { query: question, confidence, runId, at } = row
      byWording.set(hash, { question, count: 1, reasons, confidence, runId, lastAt: at.toISOString() })
    }
  }
  const questions = [...byWording.values()]
  return {
    questions: questions.slice(0, MAX_MISSED),
    total: found.length,
    missed,
    isCut: found.length === MAX_SEARCHES || questions.length > MAX_MISSED,
  }
}

function reasonsOf({ confidence, givenCount, answer, isRatedDown }: Row, unsureBelow: number): GapReason[] {
  const reasons: GapReason[] = []
  if (givenCount === 0) reasons.push('nothing')
  else if (confidence < unsureBelow) reasons.push('unsure')
  if (answer !== null && saysUnknown(answer)) reasons.push('unknown')
  if (isRatedDown) reasons.push('rated-down')
  return reasons
}

async function readSearches({ db, address, sinceMs, who }: FindMissed): Promise<Row[]> {
  const { workspaceId, knowledgeBaseId } = address
  const outside = who === 'outside' ? sql`and r.started_by is null` : sql``
  // A run may search many times: each of its questions counts once.
  const found = await db.execute(sql`select * from (
      select distinct on (s.run_id, s.query) s.query, s.confidence, s.given_count as "givenCount", s.run_id as "runId",
        s.created_at as at, left(r.outputs ->> 'text', 600) as answer,
        exists (select 1 from run_feedback f where f.run_id = s.run_id and f.workspace_id = s.workspace_id
          and f.rating = 'down') as "isRatedDown"
      from knowledge_searches s join runs r on r.id = s.run_id and r.workspace_id = s.workspace_id
      where s.workspace_id = ${workspaceId} and s.knowledge_base_id = ${knowledgeBaseId}
        and s.id >= ${firstIdAt(sinceMs)} and r.shadow_of is null ${outside}
      order by s.run_id, s.query, s.id desc
    ) latest order by at desc limit ${MAX_SEARCHES}`)
  return z.array(Row).parse(rows(found))
}
