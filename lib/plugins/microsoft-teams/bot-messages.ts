import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import type { ActionError } from '../action-request'

const text = (label: string) => z.string().meta(layout({ label }))

/** For test messages; messages of people name their own. */
const SERVICE_URL = 'https://smba.trafficmanager.net/teams/'

/** Where a message of the bot belongs. */
export const placeFields = {
  serviceUrl: text('Service URL').default(SERVICE_URL),
  conversation: text('Conversation'),
  replyTo: text('Reply to message').optional(),
  direct: text('Direct message').optional(),
}

/** The address of a conversation's activities. */
export const activitiesOf = ({ serviceUrl, conversation }: { serviceUrl: string; conversation: string }): string =>
  `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(conversation)}/activities`

export const botFailure = { path: '/failed', equals: true, reason: '/error/code', message: '/error/message' } as const

export const botErrors: Readonly<Record<string, ActionError>> = {
  ConversationNotFound: { code: 'NOT_FOUND', message: 'Teams does not have this conversation.' },
  BotNotInConversationRoster: {
    code: 'TOOL_FAILED',
    message: 'The bot is not in this conversation. Install its app there.',
  },
}

export const Sent = z.object({ id: z.string().min(1) })

/** Thumbs below an answer. */
export const withThumbs = { channelData: { feedbackLoop: { type: 'default' } } }
