import 'server-only'
import { ApprovalQuery, PublicAnswerBody } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import type { AppHandler } from '../shared/access/keyed-app'
import { readBody } from '../shared/requests/read-body'
import { pageResponse, readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'

const MAX_BODY_BYTES = 256 * 1024

/** Questions of the app's runs, newest first. */
export function listApprovals(api: PublicApi): AppHandler {
  return async (call, app) => {
    rejectEndUser(call)
    const query = readQuery(call, ApprovalQuery, 'parameters.approvals')
    return pageResponse(api, call, await api.backend.listApprovals({ app, ...query }))
  }
}

/** The first answer counts; later ones get it in the response. */
export function answerApproval(api: PublicApi): AppHandler {
  return async (call, app, key) => {
    rejectEndUser(call)
    const waitId = idParam(call.param('approvalId'))
    const body = await readBody(call.request, PublicAnswerBody, MAX_BODY_BYTES)
    return jsonResponse(await api.backend.answerApproval({ app, key, waitId, body }))
  }
}

/** Questions are for the operator of the app, not for the end user. @throws AppError FORBIDDEN */
function rejectEndUser(call: ApiRequest): void {
  if (endUserOf(call.request) !== null) throw new AppError('FORBIDDEN', problem('publicApi.approvalsNotForEndUsers'))
}
