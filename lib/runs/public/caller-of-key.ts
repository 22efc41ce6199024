import 'server-only'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import type { CallerKey } from './run-types'

/** The caller of a model through an API key, without an app. */
export function callerOf({ workspaceId, keyId }: CallerKey, endUser: string | null): Caller {
  return { workspaceId, keyId, endUser, appId: null, versionId: null, runId: null, userId: null, origin: 'api' }
}
