import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import type { AppHandler } from '../shared/access/keyed-app'

/** Deletes the accounts that an end user has connected in the app. */
export function deleteConnections(api: PublicApi): AppHandler {
  return async (call, app) => {
    const endUser = endUserOf(call.request)
    if (endUser === null) throw new AppError('INVALID_INPUT', problem('publicApi.endUserMissing'))
    return jsonResponse({ deleted: await api.backend.deleteEndUserConnections({ app, endUser }) })
  }
}
