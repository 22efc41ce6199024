import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { apps } from '@/lib/db/schema/apps'
import { publicFiles } from '@/lib/services/app-files/public-files'
import { visitorBatches } from '@/lib/services/batches/visitor-batches'
import { hasChannel, receiveChannel } from '@/lib/services/channels/receive-channel'
import { findKey } from '@/lib/services/keys/find-key'
import { touchKey } from '@/lib/services/keys/touch-key'
import type { System } from '@/lib/services/system'
import { hasHook, receiveHook } from '@/lib/services/triggers/receive-hook'
import { liveAppCache } from '@/lib/services/versions/live-app-cache'
import { findLiveApp, findLiveApps } from '@/lib/services/versions/live-apps'
import { starterSources } from '@/lib/services/versions/starter-sources'
import { publicStarts } from '../admission/start-public-run'
import { publicConversations } from '../conversations/public-conversations'
import { activeRuns } from '../log/active-runs'
import { visitorBackend } from '../widget/visitor-backend'
import { publicApprovals } from './approvals'
import { publicEmbedders } from './embedders'
import { publicEvaluations } from './evaluations'
import { publicEventBatches, runOutcome } from './event-batches'
import { publicFeedback } from './feedback'
import { publicModels } from './models'
import { oauthBackend } from './oauth-clients'
import { publicPassages } from './passages'
import { publicRunList } from './run-list'
import type { CallerKey } from './run-types'
import { publicRuns } from './runs'
import { appSpeech } from './speech'
import type { PublicBackend } from './types'

/** The backend of the public APIs. Every query is limited to the app and its workspace. */
export function createPublicBackend(system: System): PublicBackend {
  const { db } = system
  const touched = (key: CallerKey | null) => {
    if (key) touchKey(db, key.keyId)?.catch(() => {})
    return key
  }
  return {
    findApp: (slug) => {
      const liveApps = liveAppCache(db)
      return liveApps.peek(slug) ?? liveApps.get(slug, () => findLiveApp(db, slug))
    },
    starterSources: (app) => starterSources(db, app),
    authenticateKey: async (bearer) => touched(await findKey(db, bearer)),
    listApps: ({ appIds, workspaceId, environment }) =>
      findLiveApps(db, and(inArray(apps.id, [...appIds]), eq(apps.workspaceId, workspaceId)), environment ?? undefined),
    oauthClients: oauthBackend(system),
    ...publicModels(system),
    ...publicEmbedders(system),
    ...publicEvaluations(system),
    ...publicStarts(system),
    hasHook: (publicId) => hasHook(system, publicId),
    receiveHook: (delivery) => receiveHook(system, delivery),
    hasChannel: (publicId) => hasChannel(system, publicId),
    receiveChannel: (delivery) => receiveChannel(system, delivery),
    eventBatches: publicEventBatches(system),
    outcome: runOutcome,
    whenOver: (runId) => activeRuns().get(runId)?.whenOver() ?? null,
    ...publicRuns(system),
    ...publicApprovals(system),
    ...publicFeedback(system),
    ...visitorBackend(system),
    ...publicConversations(system),
    ...publicFiles(system),
    ...publicRunList(system),
    ...appSpeech(system),
    batches: visitorBatches(system),
    ...publicPassages(system),
  }
}
