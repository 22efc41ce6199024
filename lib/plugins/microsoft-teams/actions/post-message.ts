import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalOutput, textOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { channelField, formatField, teamField, teamsKinds, textBody } from '../teams-fields'

export default defineAction({
  id: 'post-message',
  version: 1,
  label: 'Post a message',
  description: 'Posts a text to a channel, or replies to one of its messages.',
  synonyms: ['send', 'notify', 'reply', '发送', '通知'],
  connections: teamsKinds,
  scopes: ['ChannelMessage.Send'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    team: teamField,
    channel: channelField,
    text: textBody,
    format: formatField,
    replyTo: z
      .string()
      .regex(/^\d{10,20}$/, 'Use the ID of a message.')
      .optional()
      .meta(layout({ label: 'Reply to', references: true, advanced: true })),
  }),
  output: z.strictObject({ id: textOutput('Message ID'), url: optionalOutput('Address') }),
  async run({ http }, { team, channel, text, format, replyTo }) {
    const messages = `/v1.0/teams/${team}/channels/${encodeURIComponent(channel)}/messages`
    const response = await http({
      method: 'POST',
      url: replyTo === undefined ? messages : `${messages}/${replyTo}/replies`,
      body: { json: { body: { contentType: format, content: text } } },
    })
    const { id, webUrl } = z.object({ id: z.string(), webUrl: z.string().nullish() }).parse(response.json())
    return { id, ...(webUrl ? { url: webUrl } : {}) }
  },
  failure: graphFailure,
  errors: graphErrors,
})
