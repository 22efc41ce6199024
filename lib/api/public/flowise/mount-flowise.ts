import 'server-only'
import type { Hono } from 'hono'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicApi } from '../public-api'
import { type ApiHandler, apiHandler, jsonResponse } from '../public-handler'
import { openPreflight, preflight } from '../shared/access/cors'
import { notOffered } from '../shared/responses/not-offered'
import { chatbotConfig } from './chatbot-config'
import { abortChat } from './flowise-abort'
import { flowiseApp, flowiseFailure } from './flowise-app'
import { uploadAttachments } from './flowise-attachments'
import { changeFeedback, sendFeedback } from './flowise-feedback'
import { leaveLead } from './flowise-leads'
import { predict } from './predict'
import { abortReadOut, readOut } from './speak-answer'
import { readUploadFile } from './upload-file'

const NOT_OFFERED = [
  ['vector/upsert/:slug', problem('flowise.noUpsert')],
  ['webhook/:slug', problem('flowise.noWebhook')],
  ['mcp/:slug', problem('flowise.noMcp')],
] as const

/**
 * Flowise's clients request this without a key. The response is the same for every address, so it
 * does not reveal which apps exist, and any page may read it.
 */
const canStream: ApiHandler = async () =>
  jsonResponse({ isStreaming: true }, { headers: { 'access-control-allow-origin': '*' } })

/** The API used by Flowise's clients and widget: a chatflow's id is the app's address. */
export function mountFlowise(router: Hono, api: PublicApi): void {
  const base = '/api/v1'
  router.post(`${base}/prediction/:slug`, flowiseApp(api, predict(api)))
  router.get(
    `${base}/public-chatbotConfig/:slug`,
    flowiseApp(api, async (_call, { app }) => jsonResponse(chatbotConfig(app, await api.backend.speechOf(app)))),
  )
  router.get(`${base}/chatflows-streaming/:slug`, apiHandler(api, canStream, flowiseFailure))
  router.options(`${base}/chatflows-streaming/:slug`, apiHandler(api, openPreflight))
  router.post(`${base}/attachments/:slug/:chatId`, flowiseApp(api, uploadAttachments(api)))
  router.options(`${base}/attachments/:slug/:chatId`, apiHandler(api, preflight(api)))
  router.get(`${base}/get-upload-file`, apiHandler(api, readUploadFile(api), flowiseFailure))
  // Clients use a trailing slash, the documentation does not.
  for (const path of [`${base}/leads`, `${base}/leads/`]) {
    router.post(path, apiHandler(api, leaveLead(api), flowiseFailure))
    router.options(path, apiHandler(api, openPreflight))
  }
  for (const [path, handler] of [
    ['generate', readOut(api)],
    ['abort', abortReadOut(api)],
  ] as const) {
    router.post(`${base}/text-to-speech/${path}`, apiHandler(api, handler, flowiseFailure))
    router.options(`${base}/text-to-speech/${path}`, apiHandler(api, openPreflight))
  }
  for (const [path, reason] of NOT_OFFERED) router.all(`${base}/${path}`, notOffered(api, reason, flowiseFailure))
  router.put(`${base}/chatmessage/abort/:slug/:chatId`, flowiseApp(api, abortChat(api)))
  router.post(`${base}/feedback/:slug`, flowiseApp(api, sendFeedback(api)))
  router.put(`${base}/feedback/:slug/:ticket`, flowiseApp(api, changeFeedback(api)))
  for (const path of ['prediction', 'public-chatbotConfig', 'feedback'])
    router.options(`${base}/${path}/:slug`, apiHandler(api, preflight(api)))
  router.options(`${base}/feedback/:slug/:ticket`, apiHandler(api, preflight(api)))
  router.options(`${base}/chatmessage/abort/:slug/:chatId`, apiHandler(api, preflight(api)))
}
