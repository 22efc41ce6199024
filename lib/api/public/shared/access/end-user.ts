import 'server-only'
import type { PublicRun } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { EVERYONE, endUserViewer } from '@/lib/core/knowledge/document-access'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import type { ApiRequest, CallRequest } from '../../public-handler'
import { notFound } from '../responses/public-error'

/** For whom a program calls. With this header the rest of the app's runs and conversations do not exist. */
const HEADER = 'patchbay-end-user'

type Called = Pick<CallRequest, 'headers'>

const NAME = /^[\x21-\x7e]{1,200}$/

/** Whom the header names, before the request is looked at any further; a name that is none is refused later. */
export function namedEndUser(request: Called): { endUser?: string } {
  const value = request.headers.get(HEADER)
  return value !== null && NAME.test(value) ? { endUser: value } : {}
}

/** @throws AppError INVALID_INPUT */
export function endUserOf(request: Called): string | null {
  const value = request.headers.get(HEADER)
  if (value !== null && !NAME.test(value))
    throw new AppError('INVALID_INPUT', 'Patchbay-End-User must be 1 to 200 visible ASCII characters.')
  return value
}

const GROUPS_HEADER = 'patchbay-end-user-groups'

/** The groups of that person, with commas between them: documents may be open to some of them. @throws AppError INVALID_INPUT */
function groupsOf(request: Called): string[] {
  const value = request.headers.get(GROUPS_HEADER) ?? ''
  const groups = value
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '')
  if (groups.length > 50 || groups.some((group) => !/^[\x20-\x7e]{1,64}$/.test(group)))
    throw new AppError(
      'INVALID_INPUT',
      'Patchbay-End-User-Groups takes at most 50 names of 1 to 64 visible ASCII characters, with commas between them.',
    )
  return groups
}

/** For whom the run is started: their name, and the groups that came with it. */
export function namedBy(request: Called, endUser: string | null): { endUser?: string; groups?: string[] } {
  if (endUser === null) return {}
  const groups = groupsOf(request)
  return groups.length > 0 ? { endUser, groups } : { endUser }
}

/** Whose documents a program asks for. */
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
  const { endUser: _, note: __, message: ___, ...view } = run
  return view
}
