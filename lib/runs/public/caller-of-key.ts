import 'server-only'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import type { CallerKey } from './types'

/** Who calls a model by an API key, without an app between. */
export function callerOf({ workspaceId, keyId }: CallerKey, endUser: string | null): Caller {
  return { workspaceId, keyId, endUser, appId: null, versionId: null, runId: null, userId: null, origin: 'api' }
}
