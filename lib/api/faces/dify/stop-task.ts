import 'server-only'
import { z } from 'zod'
import { jsonResponse } from '../face-handler'
import type { AppHandler } from '../keyed-app'
import type { PublicFaces } from '../public-faces'
import { readCompatibleBody } from '../read-body'
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
