import 'server-only'
import { ApprovalQuery, PublicAnswerBody } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { PublicKey, PublishedApp } from '@/lib/runs/public-backend-types'
import { type FaceRequest, jsonResponse } from './face-handler'
import type { PublicFaces } from './public-faces'
import { readBody } from './read-body'
import { idParam } from './run-stream'

const MAX_BODY_BYTES = 256 * 1024

type AppHandler = (face: FaceRequest, app: PublishedApp, key: PublicKey) => Promise<Response>

/** Questions of the app's runs, newest first. */
export function listApprovals(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const query = ApprovalQuery.safeParse(Object.fromEntries(new URL(face.request.url).searchParams))
    if (!query.success)
      throw new AppError('INVALID_INPUT', 'Ask for ?status=waiting or ?status=ended, with limit and cursor at most.')
    return jsonResponse(await faces.backend.listApprovals({ app, ...query.data }))
  }
}

/** The first answer counts; a second one is told the first. */
export function answerApproval(faces: PublicFaces): AppHandler {
  return async (face, app, key) => {
    const waitId = idParam(face.param('approvalId'))
    const body = await readBody(face.request, PublicAnswerBody, MAX_BODY_BYTES)
    return jsonResponse(await faces.backend.answerApproval({ app, key, waitId, body }))
  }
}
