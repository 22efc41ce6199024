import 'server-only'
import { z } from 'zod'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import { publicStatus } from '../../http/error-status'
import type { PublicApi } from '../public-api'
import { type ApiRequest, apiHandler, type FailureBody } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { authorizeKey, findKeyedApp, requireTraffic } from '../shared/access/keyed-app'
import { notFound, toPublicError } from '../shared/responses/public-error'

/** End user of the call; only their runs and conversations are accessible. */
export const DifyUser = z.string().min(1, 'user is required.').max(200)

/** Dify runs the given version. A published app has one live version, so any other would be the wrong answer. */
export const OtherVersion = z.literal('', 'Only the live version can be run: omit workflow_id.').nullish()

/** Dify's error format. */
export const difyFailure = (failed: Pick<AppError, 'code' | 'message'>, requestId: string) => ({
  code: difyCode(failed.code),
  message: toPublicError(failed, requestId).message,
  status: publicStatus(failed.code),
  request_id: requestId,
})

export function difyCode(code: ErrorCode): string {
  switch (code) {
    case 'UNAUTHENTICATED':
      return 'unauthorized'
    case 'RATE_LIMITED':
      return 'too_many_requests'
    case 'INVALID_INPUT':
    case 'INVALID_JSON':
    case 'TOO_LARGE':
      return 'invalid_param'
    default:
      return code.toLowerCase()
  }
}

/** A route of the only app that the key may run. */
export function difyApp(api: PublicApi, work: AppHandler, failureBody: FailureBody = difyFailure) {
  return apiHandler(
    api,
    async (call) => {
      const key = await authorizeKey(api, call)
      const [app, ...others] = await api.backend.listApps(key)
      if (!app || others.length > 0) throw new AppError('INVALID_INPUT', problem('dify.keyNotForOneApp'))
      call.caller.appId = app.appId
      const found = await findKeyedApp(api, call, key, app.slug)
      await requireTraffic(api, call, found)
      return work(call, found, key)
    },
    failureBody,
  )
}

/** A run of the app, and of this user if given; others do not exist. @throws AppError NOT_FOUND */
export async function runOfUser(
  api: PublicApi,
  call: ApiRequest,
  { app, runId, user }: { app: Parameters<AppHandler>[1]; runId: string; user: string | undefined },
): Promise<StoredPublicRun> {
  if (!Id.safeParse(runId).success) throw notFound()
  const run = await api.backend.getRun({ app, runId, requestId: call.requestId })
  if (!run || (user !== undefined && run.endUser !== user)) throw notFound()
  return run
}
