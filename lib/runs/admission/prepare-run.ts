import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { CallerNote } from '@/lib/db/schema/runs'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { withFiles } from '@/lib/services/app-files/run-files'
import type { System } from '@/lib/services/system'
import { liveGraph } from '@/lib/services/versions/live-apps'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { continuedConversation } from '../conversations/continue-conversation'
import type { StartRun } from '../drive/types'
import type { StartPublicRun } from '../public/types'
import { versionFor } from '../rollouts/choose-version'

interface PreparedRun {
  run: StartRun & { runId: string }
  conversationId: string | null
}

/** Adds the version that answers, the files of the inputs and the history. @throws MAINTENANCE, NOT_FOUND */
export async function prepareRun(system: System, request: StartPublicRun): Promise<PreparedRun> {
  const { app } = request
  rejectInMaintenance(app)
  const { workspaceId, appId } = app
  const continued = await continuedConversation(system.db, request)
  const runId = newId()
  const history = continued?.history ?? request.history
  const endUser = request.endUser ?? continued?.endUser ?? undefined
  const version = versionFor(request, {
    runId,
    history,
    endUser,
    conversationId: continued?.conversationId ?? undefined,
  })
  const graph = await liveGraph(system.db, { workspaceId, appId, versionId: version.id })
  const inputs = await withFiles(system.db, request)
  const run = {
    system,
    workspaceId,
    appId,
    graph,
    durability: app.durability,
    version,
    environment: app.environment,
    rolloutId: app.rollout?.kind === 'canary' ? app.rollout.id : undefined,
    origin: request.origin,
    inputs,
    runId,
    history,
    thread: continued?.conversationId ?? request.thread,
    endUser,
    groups: request.groups,
    visitor: request.visitor,
    keyId: request.keyId,
    stream: request.stream,
    callerNote: noteOf(request),
  }
  return { run, conversationId: continued?.conversationId ?? null }
}

function noteOf({ metadata, previousRunId, conversationId }: StartPublicRun): CallerNote | undefined {
  if (metadata === undefined && previousRunId === undefined && conversationId === undefined) return undefined
  return {
    ...(metadata === undefined ? {} : { metadata }),
    ...(previousRunId === undefined ? {} : { previousRunId }),
    ...(conversationId === undefined ? {} : { conversationId }),
  }
}

/** @throws AppError MAINTENANCE with the message of the app's owners */
export function rejectInMaintenance({ maintenance = null }: PublishedApp): void {
  if (!maintenance) return
  const { message, retryAfterSeconds } = maintenance
  throw new AppError('MAINTENANCE', verbatim(message), { retryAfterSeconds })
}
