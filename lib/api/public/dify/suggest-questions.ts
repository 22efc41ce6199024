import 'server-only'
import { z } from 'zod'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readQuery } from '../shared/responses/page-response'
import { DifyUser, runOfUser } from './dify-app'

const Query = z.object({ user: DifyUser })

/**
 * The owner's suggestions, except for the question just asked. Dify generates some with a model,
 * which costs money.
 */
export function suggestQuestions(api: PublicApi): AppHandler {
  return async (call, app) => {
    const { user } = readQuery(call, Query, 'parameters.userRequired')
    const { message } = await runOfUser(api, call, { app, runId: call.param('messageId'), user })
    const lastQuestion = message.trim().toLowerCase()
    const data = app.suggestions.filter((question) => question.trim().toLowerCase() !== lastQuestion)
    return jsonResponse({ result: 'success', data })
  }
}
