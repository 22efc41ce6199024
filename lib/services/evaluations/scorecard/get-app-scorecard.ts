import 'server-only'
import { and, eq } from 'drizzle-orm'
import {
  type AppScorecardEntry,
  type getAppScorecard as getContract,
  SCORECARD_AREA_NAMES,
  SCORECARD_RULES,
} from '@/lib/contracts/app-scorecard'
import { versions } from '@/lib/db/schema/apps'
import type { Graph } from '@/lib/graph/graph'
import { type AppRow, getAppRow } from '../../apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '../../context'
import { hashOfGraph } from '../hash-of-graph'
import { attackFigures } from './attack-figures'
import { experimentFigures } from './experiment-figures'
import type { Figure } from './figure'
import { FRAMEWORKS } from './frameworks'
import { gateFigures } from './gate-figures'
import { liveFigures } from './live-figures'

export const getAppScorecard: Verb<typeof getContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { graph, versionNumber } = await graphOf(ctx, app, query.versionId)
  const graphHash = hashOfGraph(graph) ?? ''
  const found = new Map<string, Figure>()
  const subject = { app, graphHash, versionId: query.versionId ?? null, now: ctx.now() }
  const figures = [
    await experimentFigures(ctx.db, subject),
    await attackFigures(ctx.db, subject),
    await liveFigures(ctx.db, subject),
    await gateFigures(ctx.db, subject),
  ].flat()
  // The earlier source wins: measured cases before live runs.
  for (const figure of figures) if (!found.has(figure.rule)) found.set(figure.rule, figure)
  const entries = SCORECARD_AREA_NAMES.flatMap((area) =>
    SCORECARD_RULES[area].map(
      (rule): AppScorecardEntry => ({ ...(found.get(rule) ?? noData(rule)), area, frameworks: FRAMEWORKS[area] }),
    ),
  )
  return { appId: app.id, appName: app.name, versionNumber, graphHash, createdAt: ctx.now().toISOString(), entries }
}

const noData = (rule: AppScorecardEntry['rule']): Figure => ({
  rule,
  unit: 'share',
  value: null,
  interval: null,
  count: 0,
  detail: '',
  measuredAt: null,
  source: null,
})

async function graphOf(ctx: ServiceContext, app: AppRow, versionId: string | undefined) {
  if (versionId === undefined) return { graph: app.draft, versionNumber: null }
  const [version] = await ctx.db
    .select({ graph: versions.graph, number: versions.number })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId)))
  if (!version) throw notFound('missing.version')
  return { graph: version.graph, versionNumber: version.number }
}
