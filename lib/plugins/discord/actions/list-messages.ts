import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { channelField, discordErrors, discordFailure } from '../discord-fields'

export default defineAction({
  id: 'list-messages',
  version: 1,
  label: 'Read messages',
  description: 'Reads the latest messages of a Discord channel, newest first.',
  synonyms: ['history', 'list', '读取', '历史'],
  connections: ['bot-token'],
  effect: 'read',
  input: z.strictObject({
    channel: channelField,
    limit: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(50)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true })),
  }),
  output: z.strictObject({ messages: listOutput('Messages') }),
  request: { method: 'GET', path: '/channels/{{channel}}/messages', query: { limit: '{{limit}}' } },
  failure: discordFailure,
  errors: discordErrors,
  pick: {
    messages: {
      list: '',
      each: { id: '/id', author: '/author/username', text: '/content', createdAt: '/timestamp' },
    },
  },
})
