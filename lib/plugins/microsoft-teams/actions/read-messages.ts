import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { graphErrors, graphFailure, graphPages } from '../../shared/microsoft-connections'
import { channelField, teamField, teamsKinds } from '../teams-fields'

export default defineAction({
  id: 'read-messages',
  version: 1,
  label: 'Read messages',
  description: 'Reads the latest messages of a channel.',
  synonyms: ['history', 'list', '历史', '读取'],
  connections: teamsKinds,
  scopes: ['ChannelMessage.Read.All'],
  effect: 'read',
  input: z.strictObject({ team: teamField, channel: channelField, limit: limitField(20) }),
  output: z.strictObject({ messages: listOutput('Messages') }),
  request: { method: 'GET', path: '/v1.0/teams/{{team}}/channels/{{channel}}/messages' },
  failure: graphFailure,
  errors: graphErrors,
  paginate: {
    ...graphPages,
    as: 'messages',
    size: { parameter: '$top', max: 50 },
    each: {
      id: '/id',
      text: '/body/content',
      format: '/body/contentType',
      from: '/from/user/displayName',
      createdAt: '/createdDateTime',
      url: '/webUrl',
    },
  },
})
