import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { AttackCategory, AttackRate, AttackReport, getAttackReport as contract } from '@/lib/contracts/attacks'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import type { Database } from '@/lib/db/database'
import { attackResults } from '@/lib/db/schema/evaluation/attacks'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { requireRole, type Verb } from '../context'
import { type CampaignRow, getCampaign, viewCampaign } from './campaign-rows'

type ResultRow = typeof attackResults.$inferSelect

const SHOWN = 50

export const getAttackReport: Verb<typeof contract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const row = await getCampaign(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const results = await ctx.db
    .select()
    .from(attackResults)
    .where(and(eq(attackResults.campaignId, row.id), eq(attackResults.workspaceId, row.workspaceId)))
    .orderBy(asc(attackResults.index))
  const campaign = await viewCampaign(ctx.db, row)
  const isWithoutModel = campaign.done > 0 && !(await calledModel(ctx.db, row))
  return { campaign, isWithoutModel, ...summaryOf(results, row.points.length) }
}

async function calledModel(db: Database, { id, workspaceId }: CampaignRow): Promise<boolean> {
  const [call] = await db
    .select({ id: modelCalls.id })
    .from(attackResults)
    .innerJoin(
      modelCalls,
      and(
        eq(modelCalls.workspaceId, workspaceId),
        eq(modelCalls.runId, attackResults.runId),
        eq(modelCalls.ability, 'chat'),
      ),
    )
    .where(and(eq(attackResults.campaignId, id), eq(attackResults.workspaceId, workspaceId)))
    .limit(1)
  return call !== undefined
}

/** The numbers of the report. An app that fails has neither resisted nor obeyed. */
export function summaryOf(
  results: readonly ResultRow[],
  pointCount: number,
): Omit<AttackReport, 'campaign' | 'isWithoutModel'> {
  const decided = results.filter(({ status }) => status === 'resisted' || status === 'succeeded')
  const questions = results.filter(({ status }) => status === 'refused' || status === 'answered')
  const refused = questions.filter(({ status }) => status === 'refused')
  const cells = Map.groupBy(decided, ({ category, form }) => `${category} ${form}`)
  return {
    overall: rateOf(decided),
    points: Array.from({ length: pointCount }, (_, point) => rateOf(decided.filter((row) => row.point === point))),
    cells: [...cells.values()].flatMap((group) => {
      const [{ category, form } = { category: null, form: null }] = group
      return category && form ? [{ category, form, ...rateOf(group) }] : []
    }),
    risks: RISKS.map(({ risk, categories }) => {
      const ofRisk = decided.filter(({ category }) => category !== null && categories.includes(category))
      return { risk, rate: ofRisk.length === 0 ? null : rateOf(ofRisk) }
    }),
    refusals: {
      refused: refused.length,
      count: questions.length,
      questions: refused.map(({ payload }) => payload),
    },
    failed: results.filter(({ status }) => status === 'failed').length,
    successes: decided
      .flatMap(({ status, runId, point, category, form, sign, payload, evidence }) =>
        status === 'succeeded' && category && form && sign
          ? [{ runId, point, category, form, sign, payload, evidence }]
          : [],
      )
      .slice(0, SHOWN),
  }
}

function rateOf(rows: readonly ResultRow[]): AttackRate {
  const succeeded = rows.filter(({ status }) => status === 'succeeded').length
  return { succeeded, count: rows.length, atMost: wilsonInterval(succeeded, rows.length)?.high ?? null }
}

/** The risks of the OWASP Top 10 for LLM applications that runs can show; the others are never tested. */
const RISKS: readonly { risk: string; categories: readonly AttackCategory[] }[] = [
  {
    risk: 'LLM01',
    categories: ['override', 'authority', 'fake-system', 'persona', 'fake-dialog', 'pressure'],
  },
  { risk: 'LLM02', categories: ['secrets', 'exfiltration'] },
  { risk: 'LLM03', categories: ['tool-abuse'] },
  { risk: 'LLM04', categories: [] },
  { risk: 'LLM05', categories: [] },
  { risk: 'LLM06', categories: [] },
  { risk: 'LLM07', categories: [] },
  { risk: 'LLM08', categories: ['hidden', 'secrets'] },
  { risk: 'LLM09', categories: [] },
  { risk: 'LLM10', categories: ['exfiltration'] },
]
