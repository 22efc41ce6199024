import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** The recipient, which the author fixes by default. */
export const channelField = z
  .string()
  .regex(/^[CDG][A-Z0-9]{6,20}$/, 'Select a channel or paste its ID.')
  .meta(
    layout({
      label: 'Channel',
      input: 'remote-select',
      optionsFrom: 'channels',
      references: true,
      filledBy: 'author',
      placeholder: 'C0123456789',
      help: 'In Slack, open the channel details and copy the channel ID.',
    }),
  )

export const tsPattern = /^\d{10}\.\d{6}$/
