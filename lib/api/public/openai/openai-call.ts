import 'server-only'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { StartPublicRun } from '@/lib/runs/public/types'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import type { ApiCall } from '../public-handler'
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

/** Converts an OpenAI request to a run of the app. @throws AppError INVALID_INPUT or TOO_LARGE */
export async function openAiCall(
  api: PublicApi,
  call: ApiCall,
  { app, key, conversation, user, metadata }: OpenAiCall,
): Promise<StartPublicRun> {
  if (app.messageField === null)
    throw new AppError('INVALID_INPUT', problem('publicApi.namedInputsOnly', { slug: app.slug }))
  const endUser = endUserOf(call.request) ?? user ?? null
  const { attached, sameFiles } = await storeAttachments(api, { app, endUser, files: conversation.files })
  const messageField = { [app.messageField]: conversation.message }
  return {
    app,
    origin: 'openai',
    inputs: parseRunInputs(app, { ...messageField, ...attached }, MAX_API_TEXT),
    sameRequest: { ...messageField, sameFiles },
    history: parseHistory(conversation.history),
    requestId: call.requestId,
    keyId: key.keyId,
    ...namedBy(call.request, endUser),
    ...(metadata ? { metadata } : {}),
    ...idempotencyKeyOf(call.request, { app, key, endUser }),
  }
}
