import 'server-only'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import type { FaceCall } from '../public-handler'
import { endUserOf, namedBy } from '../shared/access/end-user'
import { idempotencyKeyOf } from '../shared/requests/idempotency-key'
import { storeAttachments } from '../shared/requests/store-attachments'
import type { Conversation } from './openai-request'

export interface OpenAiCall {
  app: PublishedApp
  key: CallerKey
  conversation: Conversation
  user: string | null | undefined
  metadata: Record<string, string> | null | undefined
}

/** What an OpenAI client asks, as a run of the app. @throws AppError INVALID_INPUT or TOO_LARGE */
export async function openAiCall(
  faces: PublicFaces,
  face: FaceCall,
  { app, key, conversation, user, metadata }: OpenAiCall,
): Promise<StartPublicRun> {
  if (app.messageField === null)
    throw new AppError('INVALID_INPUT', `This app takes named inputs. Use POST /api/v1/apps/${app.slug}/runs.`)
  const endUser = endUserOf(face.request) ?? user ?? null
  const { attached, sameFiles } = await storeAttachments(faces, { app, endUser, files: conversation.files })
  const said = { [app.messageField]: conversation.message }
  return {
    app,
    origin: 'openai',
    inputs: parseRunInputs(app, { ...said, ...attached }, MAX_API_TEXT),
    sameRequest: { ...said, sameFiles },
    history: parseHistory(conversation.history),
    requestId: face.requestId,
    keyId: key.keyId,
    ...namedBy(face.request, endUser),
    ...(metadata ? { metadata } : {}),
    ...idempotencyKeyOf(face.request, { app, key, endUser }),
  }
}
