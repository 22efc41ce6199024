import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { optionalOutput, textField, textOutput } from '../shared/fields'

const PHONE = /^\+[1-9]\d{6,14}$/
const HINT = 'Write a phone number with its country code, such as +4915112345678.'

export const recipientField = z
  .string()
  .regex(PHONE, HINT)
  .meta(layout({ label: 'To', placeholder: '+4915112345678', references: true, filledBy: 'author' }))

export const senderField = z
  .string()
  .regex(PHONE, HINT)
  .meta(layout({ label: 'From', placeholder: '+15017122661', filledBy: 'author', help: 'A number of your account.' }))

export const phoneField = z
  .string()
  .regex(PHONE, HINT)
  .meta(layout({ label: 'Phone number', placeholder: '+4915112345678', references: true }))

export const bodyField = textField({ label: 'Text', input: 'textarea' }, { max: 1_600 })

export const sentOutput = z.strictObject({ sid: textOutput('Message SID'), status: optionalOutput('Status') })
export const sentPick = { sid: '/sid', status: '/status' } as const

/** Twilio describes a failure with a number and a message. */
export const twilioFailure = { path: '/failed', equals: true, reason: '/code', message: '/message' } as const

export const twilioErrors = {
  20003: { code: 'RECONNECT_REQUIRED', message: 'Twilio rejected the account SID or the auth token.' },
  21211: { code: 'TOOL_FAILED', message: 'Twilio does not accept this recipient. Check the phone number.' },
  21608: {
    code: 'TOOL_FAILED',
    message: 'A trial account sends to verified numbers only. Verify the number in Twilio, or upgrade the account.',
  },
  21610: { code: 'TOOL_FAILED', message: 'The recipient has unsubscribed from messages of this number.' },
  63016: {
    code: 'TOOL_FAILED',
    message: 'WhatsApp allows free text only within 24 hours after a message of the recipient. Use a template.',
  },
} as const
