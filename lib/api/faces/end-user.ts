import 'server-only'
import type { PublicRun } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import type { FaceRequest } from './face-handler'
import { notFound } from './public-error'
import type { PublicFaces } from './public-faces'

/** For whom a program calls. With this header the rest of the app's runs and conversations do not exist. */
const HEADER = 'patchbay-end-user'

/** @throws AppError INVALID_INPUT */
export function endUserOf(request: Request): string | null {
  const value = request.headers.get(HEADER)
  if (value !== null && !/^[\x21-\x7e]{1,200}$/.test(value))
    throw new AppError('INVALID_INPUT', 'Patchbay-End-User must be 1 to 200 visible ASCII characters.')
  return value
}

/** @throws AppError NOT_FOUND for runs of the draft, of another app and of another end user */
export async function findRun(
  faces: PublicFaces,
  face: FaceRequest,
  app: PublishedApp,
  runId: string,
): Promise<PublicRun> {
  const run = await faces.backend.getRun({ app, runId, requestId: face.requestId })
  const endUser = endUserOf(face.request)
  if (!run || (endUser !== null && run.endUser !== endUser)) throw notFound()
  const { endUser: _, note: __, message: ___, ...view } = run
  return view
}
