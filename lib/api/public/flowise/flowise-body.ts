import 'server-only'
import { z } from 'zod'
import { MAX_DOCUMENTS, MAX_PICTURE_BODY_BYTES, MAX_PICTURES } from '@/lib/contracts/file-limits'
import { MAX_API_TEXT, MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import type { Attachment } from '../shared/requests/store-attachments'

export const ChatId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'chatId has 1 to 200 visible ASCII characters.')

const Turn = z.object({
  role: z.enum(['user', 'userMessage', 'assistant', 'apiMessage']).optional(),
  type: z.enum(['user', 'userMessage', 'assistant', 'apiMessage']).optional(),
  content: z.string().max(MAX_API_TEXT).optional(),
  message: z.string().max(MAX_API_TEXT).optional(),
})

/** `data` is a data URL; for `file:full`, the content returned by the attachments endpoint, or a data URL as well. */
const Upload = z.strictObject({
  data: z.string().max(MAX_PICTURE_BODY_BYTES),
  type: z.enum(['file', 'file:full', 'audio'], 'Uploads are of type file, file:full or audio: URLs are not fetched.'),
  name: z.string().max(500).optional(),
  mime: z.string().max(200).optional(),
})

const HumanInput = z.strictObject({
  type: z.enum(['proceed', 'reject']),
  /** Start node id of the question, as in `action`. */
  startNodeId: z.string().max(200).optional(),
  feedback: z.string().trim().max(5_000).optional(),
})
export type HumanInput = z.infer<typeof HumanInput>

/** Other fields have no effect: as in Flowise, callers can only override inputs declared by the app. */
export const FlowiseBody = z.strictObject({
  question: z.string().optional(),
  form: JsonObjectSchema.optional(),
  chatId: ChatId.optional(),
  sessionId: ChatId.optional(),
  streaming: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  history: z.array(Turn).max(MAX_HISTORY_TURNS).optional(),
  /** `vars` are the inputs of the app. */
  overrideConfig: z.strictObject({ sessionId: ChatId.optional(), vars: JsonObjectSchema.optional() }).optional(),
  uploads: z
    .array(Upload)
    .max(MAX_PICTURES + MAX_DOCUMENTS)
    .optional(),
  /** Answer to the chat's open question. */
  humanInput: HumanInput.optional(),
  /** Flowise's SDK sends the whole question in the body. The URL determines the app. */
  chatflowId: z.string().max(200).optional(),
  /** Sent by old clients, ignored. */
  socketIOClientId: z.string().max(200).optional(),
  /** Email of the widget's contact form, which is stored separately. */
  leadEmail: z.string().max(2_000).optional(),
})
export type FlowiseBody = z.infer<typeof FlowiseBody>

export const chatIdOf = (body: FlowiseBody): string | undefined =>
  body.chatId ?? body.sessionId ?? body.overrideConfig?.sessionId

export const isStreaming = ({ streaming }: FlowiseBody): boolean => streaming === true || streaming === 'true'

export function historyOf(body: FlowiseBody): PublicChatTurn[] {
  return (body.history ?? []).flatMap(({ role, type, content, message }): PublicChatTurn[] => {
    const text = content ?? message ?? ''
    const isUser = ['user', 'userMessage'].includes(role ?? type ?? '')
    return text === '' ? [] : [{ role: isUser ? 'user' : 'assistant', content: text }]
  })
}

/**
 * Images by their type, everything else as documents. @throws AppError INVALID_INPUT for anything
 * but files and file ids
 */
export function attachmentsOf({ uploads = [] }: FlowiseBody): Attachment[] {
  return uploads.map(({ data, name, mime }) => {
    if (Id.safeParse(data).success) return { kind: 'document', fileId: data }
    const type = /^data:([\w/+.-]{1,100})[;,]/.exec(data)?.[1] ?? mime ?? ''
    return { kind: attachmentKind(type), url: data, fileName: name }
  })
}

export function attachmentKind(mediaType: string): Attachment['kind'] {
  if (mediaType.startsWith('image/')) return 'picture'
  return mediaType.startsWith('audio/') ? 'recording' : 'document'
}
