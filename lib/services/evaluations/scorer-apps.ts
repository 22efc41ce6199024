import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { inputFieldsOf } from '../apps/input-fields'

type AppScorer = Extract<ScorerSettings, { kind: 'app' }>

/** The inputs that a scoring app can have. */
const INPUTS: ReadonlySet<string> = new Set(['inputs', 'output', 'expected', 'passages'])

/**
 * Fixes the versions of apps that score the answers of `appId`, so that later scores are comparable.
 * @throws INVALID_INPUT for an app that cannot score, or that uses the app under test
 */
export async function fixScorerApps(
  db: Database,
  { workspaceId, appId }: { workspaceId: string; appId: string },
  scorers: readonly ScorerSettings[],
): Promise<ScorerSettings[]> {
  const fixed: ScorerSettings[] = []
  for (const scorer of scorers)
    fixed.push(scorer.kind === 'app' ? await fixVersion(db, { workspaceId, appId }, scorer) : scorer)
  return fixed
}

async function fixVersion(
  db: Database,
  { workspaceId, appId }: { workspaceId: string; appId: string },
  scorer: AppScorer,
): Promise<AppScorer> {
  const found = scorer.appId === '' ? null : await findVersion(db, workspaceId, scorer.appId, scorer.version?.id)
  if (!found) throw new AppError('INVALID_INPUT', problem('evaluation.scorerAppMissing'))
  const { name, graph, version } = found
  const fields = inputFieldsOf(graph)
  const other = fields.find(({ name: field, required }) => required && !INPUTS.has(field))
  if (other || !fields.some(({ name: field }) => field === 'output'))
    throw new AppError('INVALID_INPUT', problem('evaluation.scorerAppInputs', { name }))
  if (await reaches(db, { workspaceId, from: { appId: scorer.appId, graph }, target: appId }))
    throw new AppError('INVALID_INPUT', problem('evaluation.scorerAppCycle', { name }))
  return { ...scorer, version }
}

async function findVersion(db: Database, workspaceId: string, appId: string, versionId?: string) {
  const [found] = await db
    .select({ id: versions.id, number: versions.number, graph: versions.graph, name: apps.name })
    .from(versions)
    .innerJoin(apps, eq(apps.id, versions.appId))
    .innerJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .where(
      and(
        eq(versions.appId, appId),
        eq(versions.workspaceId, workspaceId),
        isNull(apps.deletedAt),
        eq(versions.id, versionId ?? environments.versionId),
      ),
    )
  if (!found) return null
  const { id, number, graph, name } = found
  return { name, graph, version: { id, number } }
}

/** Whether an app is the target, runs it as a part, or has its own answers scored by an app that does. */
async function reaches(
  db: Database,
  { workspaceId, from, target }: { workspaceId: string; from: { appId: string; graph: Graph }; target: string },
): Promise<boolean> {
  const seen = new Set([from.appId])
  const open = [{ ...from }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.appId === target) return true
    const used = [...partsOf(next.graph), ...(await scorersOf(db, workspaceId, next.appId))]
    for (const { appId, versionId } of used) {
      if (appId === target) return true
      if (seen.has(appId)) continue
      seen.add(appId)
      const found = await findVersion(db, workspaceId, appId, versionId)
      if (found) open.push({ appId, graph: found.graph })
    }
  }
  return false
}

interface UsedApp {
  appId: string
  versionId?: string
}

const partsOf = ({ nodes }: Graph): UsedApp[] =>
  nodes.flatMap(({ type, config }) => {
    const { appId, versionId } = config
    if (type !== 'sub-app' || typeof appId !== 'string' || appId === '') return []
    return [{ appId, ...(typeof versionId === 'string' && versionId !== '' ? { versionId } : {}) }]
  })

async function scorersOf(db: Database, workspaceId: string, appId: string): Promise<UsedApp[]> {
  const rows = await db
    .select({ scorers: evaluations.scorers })
    .from(evaluations)
    .where(and(eq(evaluations.appId, appId), eq(evaluations.workspaceId, workspaceId)))
  return rows.flatMap(({ scorers }) =>
    scorers.flatMap((scorer) =>
      scorer.kind === 'app' && scorer.appId !== ''
        ? [{ appId: scorer.appId, ...(scorer.version ? { versionId: scorer.version.id } : {}) }]
        : [],
    ),
  )
}
