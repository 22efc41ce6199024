import 'server-only'
import { z } from 'zod'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readCompatibleBody } from '../shared/requests/read-body'
import { DifyUser, runOfUser } from './dify-app'

const StopBody = z.strictObject({ user: DifyUser })

/** Stops a run of the calling user. */
export function stopTask(api: PublicApi): AppHandler {
  return async (call, app) => {
    const {
      body: { user },
    } = await readCompatibleBody(call, StopBody, 4_096)
    const { runId } = await runOfUser(api, call, { app, runId: call.param('taskId'), user })
    await api.backend.cancel({ app, runId })
    return jsonResponse({ result: 'success' })
  }
}
