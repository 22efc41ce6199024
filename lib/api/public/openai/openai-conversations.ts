import 'server-only'
import type { Hono } from 'hono'
import { z } from 'zod'
import { MAX_CONVERSATION_BYTES, type PublicConversation, type PublicMessage } from '@/lib/contracts/conversations'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import type { ConversationRef } from '@/lib/runs/conversations/conversation-types'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import { type FaceHandler, type FaceRequest, faceHandler, jsonResponse } from '../public-handler'
import { authorizeKey, findKeyedApp, requireTraffic } from '../shared/access/authorize-key'
import { endUserOf } from '../shared/access/end-user'
import { noteIgnored } from '../shared/requests/note-ignored'
import { readCompatibleBody } from '../shared/requests/read-body'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { idParam } from '../shared/responses/run-stream'
import { OpenAiMetadata } from './openai-request'
import { toOpenAiMissing } from './openai-shapes'
import { messageItemId, runOfItem } from './response-items'
import { toTextPart } from './responses-shapes'

const CreateBody = z.strictObject({
  items: z
    .array(z.unknown())
    .max(0, 'A conversation begins empty: send earlier messages in the input of a response without a conversation.')
    .nullish(),
  metadata: OpenAiMetadata.nullish(),
})
const UpdateBody = z.strictObject({ metadata: OpenAiMetadata.nullish() })
const ItemsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.literal('desc', 'Items are listed newest first: order is desc.').default('desc'),
  after: z.string().max(200).optional(),
})
const ITEMS_HINT = 'Ask with limit (1 to 100), after and order=desc at most: items are listed newest first.'

const ITEMS_REFUSED = 'A conversation is made of its responses: items are not added or removed by themselves.'

/** OpenAI's conversations: the native ones of a chat app, which responses continue. */
export function mountOpenAiConversations(router: Hono, faces: PublicFaces, base: string): void {
  const mount = (handler: FaceHandler) => faceHandler(faces, handler, toOpenAiMissing)
  const one = `${base}/conversations/:conversationId`
  router.post(`${base}/conversations`, mount(create(faces)))
  router.get(
    one,
    mount(async (face) => jsonResponse(toConversation((await find(faces, face)).conversation))),
  )
  router.post(
    one,
    mount(async (face) => {
      const { conversation } = await find(faces, face)
      const { body } = await readCompatibleBody(face, UpdateBody, MAX_CONVERSATION_BYTES)
      if (body.metadata) noteIgnored(face, 'metadata')
      return jsonResponse(toConversation(conversation))
    }),
  )
  router.delete(
    one,
    mount(async (face) => {
      const { ref } = await find(faces, face)
      await faces.backend.deleteConversation(ref)
      return jsonResponse({ id: ref.conversationId, object: 'conversation.deleted', deleted: true })
    }),
  )
  router.get(`${one}/items`, mount(listItems(faces)))
  const refuse = mount(async (face) => {
    await authorizeKey(faces, face)
    throw new AppError('INVALID_INPUT', ITEMS_REFUSED)
  })
  router.post(`${one}/items`, refuse)
  router.delete(`${one}/items/:itemId`, refuse)
}

function create(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const key = await authorizeKey(faces, face)
    const { body } = await readCompatibleBody(face, CreateBody, MAX_CONVERSATION_BYTES)
    if (body.metadata) noteIgnored(face, 'metadata')
    const app = await appOf(faces, face, key)
    await requireTraffic(faces, face, app)
    const made = await faces.backend.createConversation({ app, endUser: endUserOf(face.request) })
    return jsonResponse(toConversation(made))
  }
}

/** The app that the header names, or the only chat app of the key. */
async function appOf(faces: PublicFaces, face: FaceRequest, key: CallerKey): Promise<PublishedApp> {
  const named = face.request.headers.get('patchbay-app')
  if (named !== null) return findKeyedApp(faces, face, key, named)
  const chats = (await faces.backend.listApps(key)).filter(({ messageField }) => messageField !== null)
  const [app] = chats
  if (!app) throw new AppError('INVALID_INPUT', 'This key has no chat app.')
  if (chats.length > 1)
    throw new AppError(
      'INVALID_INPUT',
      `This key has several chat apps: name one in the header Patchbay-App (${chats.map(({ slug }) => slug).join(', ')}).`,
    )
  return app
}

/** Among the apps of the key. @throws AppError NOT_FOUND */
async function find(
  faces: PublicFaces,
  face: FaceRequest,
): Promise<{ ref: ConversationRef; conversation: PublicConversation }> {
  const key = await authorizeKey(faces, face)
  const conversationId = idParam(face.param('conversationId'))
  const endUser = endUserOf(face.request)
  for (const app of await faces.backend.listApps(key)) {
    const ref = { app, endUser, conversationId }
    const conversation = await faces.backend.getConversation(ref).catch(orNull)
    if (!conversation) continue
    face.caller.appId = app.appId
    await requireTraffic(faces, face, app)
    return { ref, conversation }
  }
  throw notFound()
}

function orNull(error: unknown): null {
  if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
  throw error
}

function listItems(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const { ref } = await find(faces, face)
    const { limit, after } = readQuery(face, ItemsQuery, ITEMS_HINT)
    const place = after === undefined ? null : runOfItem(after)
    if (after !== undefined && !place) throw new AppError('INVALID_INPUT', 'after must be the id of an item.')
    // A run has its question and its answer: after the answer comes the question of the same run.
    const before = place?.isAnswer ? await questionOf(faces, ref, place.runId) : []
    const page = { ...ref, limit, cursor: place ? Id.parse(place.runId) : undefined }
    const { messages, nextCursor } = await faces.backend.listMessages(page)
    const all = [...before, ...messages.map(toItem)]
    const data = all.slice(0, limit)
    const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
    return jsonResponse({ object: 'list', data, has_more: all.length > limit || nextCursor !== null, ...ends })
  }
}

async function questionOf(faces: PublicFaces, { app, endUser }: ConversationRef, runId: string) {
  const said = (await faces.backend.textsOf({ app, endUser, runIds: [runId] })).get(runId)?.turns.at(-1)
  return said ? [userItem(runId, said.content)] : []
}

function toItem({ runId, role, content }: PublicMessage) {
  if (role === 'user') return userItem(runId, content)
  const about = { id: messageItemId(runId), type: 'message', status: 'completed', role }
  return { ...about, content: [toTextPart(content, [])] }
}

function userItem(runId: string, text: string) {
  const about = { id: messageItemId(runId, 'in'), type: 'message', status: 'completed', role: 'user' as const }
  return { ...about, content: [{ type: 'input_text', text }] }
}

const toConversation = ({ id, createdAt }: PublicConversation) => ({
  id,
  object: 'conversation',
  created_at: Math.floor(Date.parse(createdAt) / 1_000),
  metadata: {},
})
