import 'server-only'
import type { PublicRun } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { EVERYONE, endUserViewer } from '@/lib/core/knowledge/document-access'
import { problem } from '@/lib/messages/problems/problem'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import type { ApiRequest, CallRequest } from '../../public-handler'
import { notFound } from '../responses/public-error'

/** Names the end user of the call, who can access only their own runs and conversations. */
const HEADER = 'patchbay-end-user'

type Called = Pick<CallRequest, 'headers'>

const NAME = /^[\x21-\x7e]{1,200}$/

/** The end user in the header, before further validation; an invalid name is rejected later. */
export function namedEndUser(request: Called): { endUser?: string } {
  const value = request.headers.get(HEADER)
  return value !== null && NAME.test(value) ? { endUser: value } : {}
}

/** @throws AppError INVALID_INPUT */
export function endUserOf(request: Called): string | null {
  const value = request.headers.get(HEADER)
  if (value !== null && !NAME.test(value)) throw new AppError('INVALID_INPUT', problem('publicApi.endUserInvalid'))
  return value
}

const GROUPS_HEADER = 'patchbay-end-user-groups'

/** Comma-separated groups of the end user, for access to documents. @throws AppError INVALID_INPUT */
function groupsOf(request: Called): string[] {
  const value = request.headers.get(GROUPS_HEADER) ?? ''
  const groups = value
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '')
  if (groups.length > 50 || groups.some((group) => !/^[\x20-\x7e]{1,64}$/.test(group)))
    throw new AppError('INVALID_INPUT', problem('publicApi.endUserGroupsInvalid'))
  return groups
}

/** The end user of a run, with the groups in the request. */
export function namedBy(request: Called, endUser: string | null): { endUser?: string; groups?: string[] } {
  if (endUser === null) return {}
  const groups = groupsOf(request)
  return groups.length > 0 ? { endUser, groups } : { endUser }
}

/** Determines which documents a client may read. */
export function viewerOf(request: Called): Viewer {
  const endUser = endUserOf(request)
  return endUser === null ? EVERYONE : endUserViewer(endUser, groupsOf(request))
}

/** @throws AppError NOT_FOUND for runs of the draft, of another app and of another end user */
export async function findRun(
  api: PublicApi,
  call: ApiRequest,
  app: PublishedApp,
  runId: string,
  endUser = endUserOf(call.request),
): Promise<PublicRun> {
  const run = await api.backend.getRun({ app, runId, requestId: call.requestId })
  if (!run || (endUser !== null && run.endUser !== endUser)) throw notFound()
  const { endUser: _endUser, note: _note, message: _message, ...view } = run
  return view
}
