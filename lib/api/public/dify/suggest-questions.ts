import 'server-only'
import { z } from 'zod'
import type { PublicFaces } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'
import { DifyUser, runOfUser } from './dify-app'

const Query = z.object({ user: DifyUser })

/** What the owner suggests, without the question that was just asked: Dify has a model think of some, which costs. */
export function suggestQuestions(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const { user } = readQuery(face, Query, 'Ask with user.')
    const { message } = await runOfUser(faces, face, { app, runId: face.param('messageId'), user })
    const asked = message.trim().toLowerCase()
    const data = app.suggestions.filter((question) => question.trim().toLowerCase() !== asked)
    return jsonResponse({ result: 'success', data })
  }
}
