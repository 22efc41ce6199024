import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** The recipient, which the author fixes by default. */
export const recipientField = z
  .string()
  .regex(/^\+?\d{6,15}$/, 'Enter the number with its country code, such as +4915112345678.')
  .meta(layout({ label: 'Recipient', references: true, filledBy: 'author', placeholder: '+4915112345678' }))

/** Errors have a code of their own in addition to the HTTP status. */
export const whatsappFailure = { path: '/error/code', equals: 0, reason: '/error/code' } as const

export const whatsappErrors = {
  190: { code: 'RECONNECT_REQUIRED', message: 'The WhatsApp token has expired. Reconnect it.' },
  131047: {
    code: 'TOOL_FAILED',
    message: 'More than 24 hours have passed since the recipient wrote. Only a template may be sent now.',
  },
  131026: { code: 'TOOL_FAILED', message: 'The recipient cannot receive messages on WhatsApp.' },
} as const
