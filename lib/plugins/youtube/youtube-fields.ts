import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const videoField = z
  .string()
  .regex(/^[\w-]{11}$/, 'Enter the ID of a video, which has 11 characters.')
  .meta(layout({ label: 'Video ID', references: true, placeholder: 'dQw4w9WgXcQ' }))

export const channelField = z
  .string()
  .regex(/^UC[\w-]{22}$/, 'Enter the ID of a channel, which begins with UC.')
  .meta(layout({ label: 'Channel ID', references: true, placeholder: 'UC_x5XG1OV2P6uZZ5FSM9Ttw' }))

/** Where Google puts the reason of a failure, such as `quotaExceeded`. */
export const youtubeFailure = {
  path: '/failed',
  equals: true,
  reason: '/error/errors/0/reason',
  message: '/error/message',
} as const

export const youtubeErrors = {
  quotaExceeded: {
    code: 'RATE_LIMITED',
    message: 'The daily quota of the YouTube API is used up. It starts again at midnight, Pacific time.',
  },
  keyInvalid: { code: 'RECONNECT_REQUIRED', message: 'Google rejected the API key. Reconnect the connection.' },
  commentsDisabled: { code: 'TOOL_FAILED', message: 'Comments are turned off for this video.' },
} as const
