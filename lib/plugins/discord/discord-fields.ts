import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

const snowflake = z.string().regex(/^\d{15,22}$/, 'Enter the ID: turn on developer mode and select “Copy ID”.')

/** The recipient, which the author fixes by default. */
export const channelField = snowflake.meta(
  layout({ label: 'Channel ID', references: true, filledBy: 'author', placeholder: '123456789012345678' }),
)

export const messageField = snowflake.meta(layout({ label: 'Message ID', references: true }))

/** Errors have a code of their own in addition to the HTTP status. */
export const discordFailure = { path: '/code', equals: 0, reason: '/code' } as const

export const discordErrors = {
  50001: { code: 'TOOL_FAILED', message: 'The bot has no access to this channel.' },
  50013: { code: 'TOOL_FAILED', message: 'The bot lacks a permission in this channel.' },
} as const
