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

/** `data` is a data URL; of `file:full`, what the attachments address gave as its content, or a data URL as well. */
const Upload = z.strictObject({
  data: z.string().max(MAX_PICTURE_BODY_BYTES),
  type: z.enum(
    ['file', 'file:full', 'audio'],
    'Of uploads the types file, file:full and audio are taken: addresses are not fetched.',
  ),
  name: z.string().max(500).optional(),
  mime: z.string().max(200).optional(),
})

const HumanInput = z.strictObject({
  type: z.enum(['proceed', 'reject']),
  /** Of the question, as `action` gave it. */
  startNodeId: z.string().max(200).optional(),
  feedback: z.string().trim().max(5_000).optional(),
})
export type HumanInput = z.infer<typeof HumanInput>

/** Other fields have no effect: as with Flowise, a caller can override only the inputs that an app declares. */
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
  /** The answer to a question that the chat has stopped at. */
  humanInput: HumanInput.optional(),
  /** Flowise's SDK sends the whole question in the body. The address says which app is called. */
  chatflowId: z.string().max(200).optional(),
  /** Of old clients; nothing is done with it. */
  socketIOClientId: z.string().max(200).optional(),
  /** Whom the widget's form has asked for an address: it is among the visitors already. */
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

/** Pictures by their type, all else as documents. @throws AppError INVALID_INPUT for what is neither a file nor one's id */
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
