import 'server-only'
import type { Hono } from 'hono'
import type { PublicFaces } from '../public-api'
import { type FaceHandler, faceHandler, jsonResponse } from '../public-handler'
import { openPreflight, preflight } from '../shared/access/cors'
import { notOffered } from '../shared/responses/not-offered'
import { chatbotConfig } from './chatbot-config'
import { abortChat } from './flowise-abort'
import { flowiseApp, flowiseFailure } from './flowise-app'
import { takeAttachments } from './flowise-attachments'
import { changeFeedback, sendFeedback } from './flowise-feedback'
import { leaveLead } from './flowise-leads'
import { predict } from './predict'
import { abortReadOut, readOut } from './speak-answer'
import { readUploadFile } from './upload-file'

const NOT_OFFERED = [
  [
    'vector/upsert/:slug',
    'Clients add nothing to what an app knows: its documents are kept in the studio under Knowledge. A document for one chat comes with a question, in uploads.',
  ],
  ['webhook/:slug', 'A webhook of an app has an address of its own, which the studio gives under Automations.'],
  ['mcp/:slug', 'The MCP server of an app is at /mcp/apps/ and the app’s address.'],
] as const

/**
 * Flowise's clients request this without their key. The response is the same for every address, so it does not reveal which
 * apps exist, and any page may read it.
 */
const canStream: FaceHandler = async () =>
  jsonResponse({ isStreaming: true }, { headers: { 'access-control-allow-origin': '*' } })

/** What clients of Flowise call, its widget included: a chatflow's id is the app's address here. */
export function mountFlowise(router: Hono, faces: PublicFaces): void {
  const base = '/api/v1'
  router.post(`${base}/prediction/:slug`, flowiseApp(faces, predict(faces)))
  router.get(
    `${base}/public-chatbotConfig/:slug`,
    flowiseApp(faces, async (_face, { app }) => jsonResponse(chatbotConfig(app, await faces.backend.speechOf(app)))),
  )
  router.get(`${base}/chatflows-streaming/:slug`, faceHandler(faces, canStream, flowiseFailure))
  router.options(`${base}/chatflows-streaming/:slug`, faceHandler(faces, openPreflight))
  router.post(`${base}/attachments/:slug/:chatId`, flowiseApp(faces, takeAttachments(faces)))
  router.options(`${base}/attachments/:slug/:chatId`, faceHandler(faces, preflight(faces)))
  router.get(`${base}/get-upload-file`, faceHandler(faces, readUploadFile(faces), flowiseFailure))
  // Its clients write the address with a slash at the end, its documents without.
  for (const path of [`${base}/leads`, `${base}/leads/`]) {
    router.post(path, faceHandler(faces, leaveLead(faces), flowiseFailure))
    router.options(path, faceHandler(faces, openPreflight))
  }
  for (const [path, handler] of [
    ['generate', readOut(faces)],
    ['abort', abortReadOut(faces)],
  ] as const) {
    router.post(`${base}/text-to-speech/${path}`, faceHandler(faces, handler, flowiseFailure))
    router.options(`${base}/text-to-speech/${path}`, faceHandler(faces, openPreflight))
  }
  for (const [path, message] of NOT_OFFERED) router.all(`${base}/${path}`, notOffered(faces, message, flowiseFailure))
  router.put(`${base}/chatmessage/abort/:slug/:chatId`, flowiseApp(faces, abortChat(faces)))
  router.post(`${base}/feedback/:slug`, flowiseApp(faces, sendFeedback(faces)))
  router.put(`${base}/feedback/:slug/:ticket`, flowiseApp(faces, changeFeedback(faces)))
  for (const path of ['prediction', 'public-chatbotConfig', 'feedback'])
    router.options(`${base}/${path}/:slug`, faceHandler(faces, preflight(faces)))
  router.options(`${base}/feedback/:slug/:ticket`, faceHandler(faces, preflight(faces)))
  router.options(`${base}/chatmessage/abort/:slug/:chatId`, faceHandler(faces, preflight(faces)))
}
