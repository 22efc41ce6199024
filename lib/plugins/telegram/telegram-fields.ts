import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** The recipient, which the author fixes by default. */
export const chatField = z
  .string()
  .regex(/^(?:-?\d{1,20}|@\w{5,32})$/, 'Enter the ID of a chat, or @name of a public channel.')
  .meta(
    layout({
      label: 'Chat',
      references: true,
      filledBy: 'author',
      placeholder: '-1001234567890',
      help: 'ID of the chat, or @name of a public channel.',
    }),
  )

export const telegramFailure = { path: '/ok', equals: false, reason: '/description' } as const

export const telegramErrors = {
  'Bad Request: chat not found': {
    code: 'TOOL_FAILED',
    message: 'Telegram does not know this chat, or the bot is not in it.',
  },
  'Forbidden: bot was blocked by the user': { code: 'TOOL_FAILED', message: 'The user has blocked the bot.' },
} as const

export const SentMessage = z.object({ message_id: z.number(), chat: z.object({ id: z.number() }) })

export const sentIdOf = ({ message_id: id, chat }: z.infer<typeof SentMessage>): string => `${chat.id}:${id}`
