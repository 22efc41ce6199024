import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { singleton } from '@/lib/platform/singleton'

const CACHE_MS = 1_000
const MAX_CACHED = 1_000

export interface PickedModel {
  id: string
  workspaceId: string
  name: string
  kind: 'classifier' | 'chat'
}

export interface PickedVersion {
  id: string
  workspaceId: string
  number: number
  stage: 'candidate' | 'production' | 'retired'
  /** Percentage. */
  share: number
}

export interface VersionPick {
  model: PickedModel
  version: PickedVersion
  kind: 'classifier' | 'chat'
  /** For a fine-tuned model: its connection and its name there. */
  connectionId?: string
  remoteModel?: string
}

interface Choice {
  model: PickedModel
  versions: (PickedVersion & { connectionId: string | null; remoteModel: string | null })[]
}

/**
 * The version that answers a call of a registered model. The same key always gets the same version while shares stay;
 * without a key each call is random. Cached for a second.
 * @throws AppError NOT_FOUND, or MODEL_MISSING when no version is in production
 */
export async function pickVersion(
  db: Database,
  workspaceId: string,
  name: string,
  stickyKey: string | null,
): Promise<VersionPick> {
  const choice = await choiceOf(db, workspaceId, name)
  if (!choice)
    throw new AppError('NOT_FOUND', problem('training.modelMissing', { name: name.slice(0, 60) }), { isFinal: true })
  const { model, versions } = choice
  const production = versions.find(({ stage }) => stage === 'production')
  const canary = versions.find(({ stage, share }) => stage === 'candidate' && share > 0)
  const index = stickyKey === null ? Math.random() * 100 : positionOf(model.id, stickyKey)
  const served = production && canary && index < canary.share ? canary : production
  if (!served) throw new AppError('MODEL_MISSING', problem('training.notInProduction', { name }), { isFinal: true })
  const { connectionId, remoteModel, ...version } = served
  return {
    model,
    version,
    kind: model.kind,
    ...(connectionId === null ? {} : { connectionId }),
    ...(remoteModel === null ? {} : { remoteModel }),
  }
}

/** Call after a change of stages: this process applies it at once, others within a second. */
export function forgetPicks(workspaceId: string, name: string): void {
  cache().delete(`${workspaceId}:${name}`)
}

/** The position of a caller: uniform in [0, 100), and different for each model. */
function positionOf(modelId: string, key: string): number {
  const bytes = createHash('sha256').update(`${modelId}:${key}`).digest()
  return (bytes.readUInt32BE(0) / 2 ** 32) * 100
}

interface Cached {
  atMs: number
  choice: Promise<Choice | null>
}

const cache = () => singleton('model-version-picks', () => new Map<string, Cached>())

function choiceOf(db: Database, workspaceId: string, name: string): Promise<Choice | null> {
  const picks = cache()
  const key = `${workspaceId}:${name}`
  const cached = picks.get(key)
  const nowMs = performance.now()
  if (cached && nowMs - cached.atMs < CACHE_MS) return cached.choice
  if (picks.size >= MAX_CACHED) picks.clear()
  const choice = readChoice(db, workspaceId, name)
  picks.set(key, { atMs: nowMs, choice })
  choice.catch(() => picks.delete(key))
  return choice
}

async function readChoice(db: Database, workspaceId: string, name: string): Promise<Choice | null> {
  const rows = await db
    .select({
      model: {
        id: registeredModels.id,
        workspaceId: registeredModels.workspaceId,
        name: registeredModels.name,
        kind: registeredModels.kind,
      },
      version: {
        id: modelVersions.id,
        workspaceId: modelVersions.workspaceId,
        number: modelVersions.number,
        stage: modelVersions.stage,
        share: modelVersions.share,
        connectionId: modelVersions.connectionId,
        remoteModel: modelVersions.remoteModel,
      },
    })
    .from(registeredModels)
    .leftJoin(modelVersions, and(eq(modelVersions.modelId, registeredModels.id), ne(modelVersions.stage, 'retired')))
    .where(and(eq(registeredModels.workspaceId, workspaceId), eq(registeredModels.name, name)))
  const [first] = rows
  return first ? { model: first.model, versions: rows.flatMap(({ version }) => version ?? []) } : null
}
