import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import {
  type EmbedApp,
  type EmbedBubble,
  EmbedMessageBody,
  EmbedSessionBody,
  MAX_CHAT_BODY_BYTES,
  MAX_CHAT_MESSAGE,
  MAX_FORM_TEXT,
  PassageQuery,
} from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { parseHistory, parseRunInputs } from '@/lib/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import { addressOf } from './authorize-key'
import { corsFor } from './cors'
import {
  authorizeVisitor,
  type EmbedVisitor,
  findVisibleApp,
  isAllowedHost,
  requireOwnOrigin,
  TOKEN_TTL_SECONDS,
} from './embed-access'
import { readEventId } from './event-id'
import { type FaceHandler, type FaceRequest, faceHandler, jsonResponse } from './face-handler'
import { giveFeedback } from './give-feedback'
import { notFound } from './public-error'
import type { PublicFaces, StreamLease } from './public-faces'
import { readBody } from './read-body'
import { idParam, streamRun } from './run-stream'

/** What the chat page and the widget frame call; every route but the first two asks for their token. */
export function mountEmbed(router: Hono, faces: PublicFaces): void {
  const visited = (work: (face: FaceRequest, visitor: EmbedVisitor) => Promise<Response>) =>
    faceHandler(faces, async (face) => work(face, await authorizeVisitor(faces, face)))
  router.get('/embed/:slug/config', faceHandler(faces, describeBubble(faces)))
  router.post('/embed/:slug/session', faceHandler(faces, openSession(faces)))
  router.post('/embed/:slug/messages', visited(sendMessage(faces)))
  router.get('/embed/:slug/runs/:runId/events', visited(followRun(faces)))
  router.post('/embed/:slug/runs/:runId/cancel', visited(cancelRun(faces)))
  router.post('/embed/:slug/runs/:runId/feedback', visited(rateRun(faces)))
  router.get('/embed/:slug/passages/:chunkId', visited(readPassage(faces)))
}

type VisitorHandler = (face: FaceRequest, visitor: EmbedVisitor) => Promise<Response>

/** Only pages of the app's list learn that the app exists. */
function describeBubble(faces: PublicFaces): FaceHandler {
  return async ({ request, param }) => {
    const app = await findVisibleApp(faces, request, param('slug'))
    const origin = request.headers.get('origin')
    if (origin === null || !isAllowedHost(faces, app, origin)) throw notFound()
    const bubble: EmbedBubble = { title: app.title, accent: app.accent }
    return corsFor(request, app, jsonResponse(bubble, { headers: { 'cache-control': 'private, max-age=60' } }))
  }
}

function openSession(faces: PublicFaces): FaceHandler {
  return async (face) => {
    requireOwnOrigin(faces, face.request)
    const { sid = randomUUID(), host } = await readBody(face.request, EmbedSessionBody, 4_096)
    await faces.limiter.addresses.take(`session:${addressOf(faces, face)}`)
    const app = await findVisibleApp(faces, face.request, face.param('slug'))
    const origin = host ?? new URL(faces.appUrl).origin
    if (!isAllowedHost(faces, app, origin)) throw notFound()
    const claims = { app: app.appId, version: app.versionId, origin, sid }
    const token = await faces.tokens.sign(claims, TOKEN_TTL_SECONDS)
    return jsonResponse({ token, sid, expiresAtMs: Date.now() + TOKEN_TTL_SECONDS * 1_000, app: toEmbedApp(app) })
  }
}

export function toEmbedApp(app: PublishedApp): EmbedApp {
  return {
    slug: app.slug,
    kind: app.messageField === null ? 'form' : 'chat',
    title: app.title,
    description: app.description,
    greeting: app.greeting,
    suggestions: app.suggestions,
    accent: app.accent,
    fields: app.inputFields,
    messageField: app.messageField,
    maxMessage: app.messageField === null ? MAX_FORM_TEXT : MAX_CHAT_MESSAGE,
  }
}

function sendMessage(faces: PublicFaces): VisitorHandler {
  return async (face, { app, claims }) => {
    const body = await readBody(face.request, EmbedMessageBody, MAX_CHAT_BODY_BYTES)
    const inputs = parseRunInputs(app, body.inputs, app.messageField === null ? MAX_FORM_TEXT : MAX_CHAT_MESSAGE)
    await faces.limiter.addresses.take(`message:${addressOf(faces, face)}`)
    await faces.limiter.apps.take(app.appId)
    const release = await faces.limiter.runs.enter(app.appId)
    try {
      const { runId } = await faces.backend.startRun({
        app,
        origin: claims.origin === new URL(faces.appUrl).origin ? 'page' : 'widget',
        inputs,
        history: parseHistory(body.history),
        requestId: face.requestId,
        endUser: claims.sid,
      })
      return streamRun(faces, face, { app, runId, release, lease: await leaseOf(faces, face, app) })
    } catch (error) {
      release()
      throw error
    }
  }
}

async function leaseOf(faces: PublicFaces, { request }: FaceRequest, app: PublishedApp): Promise<StreamLease | null> {
  return app.access === 'members' ? faces.watchMember(request, app) : null
}

function followRun(faces: PublicFaces): VisitorHandler {
  return async (face, visitor) => {
    const runId = await ownRunId(faces, face, visitor)
    const { app } = visitor
    const lease = await leaseOf(faces, face, app)
    return streamRun(faces, face, { app, runId, after: readEventId(face.request), lease })
  }
}

function cancelRun(faces: PublicFaces): VisitorHandler {
  return async (face, visitor) => {
    const runId = await ownRunId(faces, face, visitor)
    await faces.backend.cancel({ app: visitor.app, runId })
    return jsonResponse({ ok: true })
  }
}

function rateRun(faces: PublicFaces): VisitorHandler {
  return async (face, visitor) => {
    await faces.limiter.addresses.take(`feedback:${addressOf(faces, face)}`)
    const runId = await ownRunId(faces, face, visitor)
    return giveFeedback(faces, face, { app: visitor.app, runId, author: `end:${visitor.claims.sid}` })
  }
}

/** A run of another visitor does not exist (T69). @throws AppError NOT_FOUND */
async function ownRunId(faces: PublicFaces, face: FaceRequest, { app, claims }: EmbedVisitor): Promise<string> {
  const runId = idParam(face.param('runId'))
  const run = await faces.backend.getRun({ app, runId, requestId: face.requestId })
  if (run?.endUser !== claims.sid) throw notFound()
  return runId
}

function readPassage(faces: PublicFaces): VisitorHandler {
  return async (face, { app }) => {
    const chunkId = idParam(face.param('chunkId'))
    const range = PassageQuery.safeParse(face.context.req.query())
    if (!range.success) throw new AppError('INVALID_INPUT', 'start and end must be whole numbers.')
    await faces.limiter.apps.take(`passage:${app.appId}`)
    const passage = await faces.backend.getPassage({ app, chunkId, ...range.data })
    if (!passage) throw notFound()
    return jsonResponse(passage)
  }
}
