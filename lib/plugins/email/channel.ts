import { z } from 'zod'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { FileRef } from '@/lib/core/file-ref'
import type { MailMessage, ReadMail } from '@/lib/engine/socket-services'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel, type ReceivedMessage } from '../events/channel'
import { cutQuotes } from './cut-quotes'
import { isAutomatic } from './is-automatic'
import { MailCursorSchema } from './mail-fields'

/** Messages read per poll. */
const MAX_MAILS = 10
/** References that an answer repeats: the first, which identifies the thread, and the last ones. */
const MAX_REFERENCES = 20
const MAX_CHARACTERS = 100_000
const INBOX = 'INBOX'
/** Of a message that no later poll could read either. */
const UNREADABLE: ReadonlySet<ErrorCode> = new Set([
  'NOT_FOUND',
  'TOO_LARGE',
  'INVALID_INPUT',
  'UNSUPPORTED_MEDIA_TYPE',
])

const text = (label: string) => z.string().meta(layout({ label }))

export default defineChannel({
  type: 'poll',
  connections: ['login'],
  fields: [{ name: 'folder', label: 'Folder', help: 'The inbox if it is empty.', placeholder: INBOX, optional: true }],
  steps: [
    'Write an email to the address of the connection. Patchbay looks for new messages every 30 seconds.',
    'Use a mailbox of its own for the app: it answers everyone who writes to the mailbox.',
  ],
  stepsUrl: 'https://www.rfc-editor.org/rfc/rfc3834',
  intervalSeconds: 30,
  poll: defineAction({
    id: 'poll-questions',
    version: 1,
    label: 'Read new emails',
    description: 'Reads the emails after the last known one.',
    connections: ['login'],
    effect: 'read',
    input: z.strictObject({
      folder: text('Folder').optional(),
      cursor: z
        .json()
        .optional()
        .meta(layout({ label: 'Cursor' })),
    }),
    output: z.strictObject({ messages: z.array(z.json()), cursor: z.json() }),
    async run({ mail, fields, log }, { folder = INBOX, cursor }) {
      const known = MailCursorSchema.safeParse(cursor).data ?? null
      const { mails, cursor: next } = await mail.arrived({ folder, cursor: known, limit: MAX_MAILS })
      const own = [fields.address, fields.user].flatMap((address) => (address ? [address.toLowerCase()] : []))
      const messages = []
      for (const { id } of mails) {
        const found = await mail.read({ folder, id }).catch((error: unknown) => {
          if (!AppError.isInstance(error) || !UNREADABLE.has(error.code)) throw error
          log(error.message)
          return null
        })
        const message = found && messageOf(found, own, `${folder}:${next.validity}:${id}`)
        if (!message) continue
        const files = found.attachments.map(({ name, mediaType, bytes }, index) => ({
          name,
          mediaType,
          sizeBytes: bytes.byteLength,
          source: { folder, id, index: String(index) },
        }))
        messages.push({ ...message, target: { ...message.target }, files })
      }
      return { messages, cursor: { ...next } }
    },
  }),
  maxCharacters: MAX_CHARACTERS,
  format: 'plain',
  maxPerSender: 60,
  sendFile: defineAction({
    id: 'send-file',
    version: 1,
    label: 'Send a file',
    description: 'Sends a file.',
    connections: ['login'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      to: text('To'),
      subject: text('Subject'),
      inReplyTo: text('Answers').optional(),
      references: text('Thread').optional(),
      file: FileRef.meta(layout({ label: 'File' })),
    }),
    output: z.strictObject({}),
    async run({ mail, files }, { file, ...message }) {
      const attachment = await files.read(file)
      await mail.send(answerTo({ ...message, text: attachment.name, attachments: [attachment] }))
      return {}
    },
  }),
  download: defineAction({
    id: 'download',
    version: 1,
    label: 'Download',
    description: 'Reads an attachment.',
    connections: ['login'],
    effect: 'read',
    input: z.strictObject({ folder: text('Folder'), id: text('Message ID'), index: text('Number') }),
    output: z.strictObject({}),
    async run({ mail, files }, { folder, id, index }) {
      const file = (await mail.read({ folder, id })).attachments[Number(index)]
      if (file) await files.keep(file)
      return {}
    },
  }),
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['login'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      to: text('To'),
      subject: text('Subject').default('Patchbay'),
      inReplyTo: text('Answers').optional(),
      references: text('Thread').optional(),
      text: text('Text'),
    }),
    output: z.strictObject({}),
    async run({ mail }, message) {
      await mail.send(answerTo({ ...message, attachments: [] }))
      return {}
    },
  }),
  isPrivate: () => true,
  test: { field: 'to', label: 'Email address', placeholder: 'ada@example.com' },
})

interface Reply {
  to: string
  subject: string
  inReplyTo?: string | undefined
  references?: string | undefined
  text: string
  attachments: MailMessage['attachments']
}

/** A message in the thread, marked as automatic. */
function answerTo({ to, subject, inReplyTo, references = '', text, attachments }: Reply) {
  return {
    to: [z.email().parse(to)],
    cc: [],
    bcc: [],
    subject,
    text,
    attachments,
    isAutomatic: true as const,
    ...(inReplyTo === undefined ? {} : { inReplyTo, references: idsIn(references) }),
  }
}

/** Null for a message that expects no answer. */
function messageOf(mail: ReadMail, own: readonly string[], fallbackId: string): ReceivedMessage | null {
  // “Reply-To” is ignored: mail servers authenticate only the author, and an answer must not go to a third party.
  const sender = z
    .email()
    .max(320)
    .safeParse(addressIn(headerOf(mail, 'from')))
    .data?.toLowerCase()
  if (sender === undefined || isAutomatic(mail, sender, own)) return null
  const messageId = idsIn(mail.messageId)[0]
  const earlier = [...idsIn(headerOf(mail, 'references')), ...idsIn(headerOf(mail, 'in-reply-to'))]
  const thread = [...new Set([...earlier, ...(messageId ? [messageId] : [])])]
  const written = cutQuotes(mail.text)
  // The subject of a first message often is the question.
  const question = earlier.length > 0 ? written : [mail.subject.trim(), written].filter(Boolean).join('\n\n')
  if (question === '' && mail.attachments.length === 0) return null
  const subject = /^\s*(?:re|aw|sv|antw|回复|答复)\s*[:：]/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`
  return {
    eventId: messageId ?? fallbackId,
    conversation: thread[0] ?? fallbackId,
    sender,
    text: question,
    target: {
      to: sender,
      subject: subject.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 500),
      ...(messageId ? { inReplyTo: messageId, references: shorten(thread).join(' ') } : {}),
    },
  }
}

const headerOf = ({ headers }: ReadMail, wanted: string): string =>
  headers.find(({ name }) => name === wanted)?.value ?? ''

/** Of `Ada <ada@example.com>`, where the name may be quoted and contain anything. */
const addressIn = (from: string): string => (/<([^<>]*)>\s*$/.exec(from)?.[1] ?? from).trim()

/** Message-IDs of a header; anything else in it is ignored. */
const idsIn = (header: string): string[] => header.slice(0, 20_000).match(/<[^<>\s\p{Cc}]{3,500}>/gu) ?? []

const shorten = (thread: readonly string[]): readonly string[] =>
  thread.length > MAX_REFERENCES ? [...thread.slice(0, 1), ...thread.slice(1 - MAX_REFERENCES)] : thread
