import 'server-only'
import { z } from 'zod'
import type { PublicFaces } from '../public-api'
import { jsonResponse } from '../public-handler'
import type { AppHandler } from '../shared/access/keyed-app'
import { readCompatibleBody } from '../shared/requests/read-body'
import { DifyUser, runOfUser } from './dify-app'

const StopBody = z.strictObject({ user: DifyUser })

/** Stops a run of the user who asks. */
export function stopTask(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const {
      body: { user },
    } = await readCompatibleBody(face, StopBody, 4_096)
    const { runId } = await runOfUser(faces, face, { app, runId: face.param('taskId'), user })
    await faces.backend.cancel({ app, runId })
    return jsonResponse({ result: 'success' })
  }
}
