import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { teamField, teamsKinds } from '../teams-fields'

export default defineAction({
  id: 'list-channels',
  version: 1,
  label: 'List channels',
  description: 'Lists the channels of a team.',
  synonyms: ['rooms', '列出', '频道'],
  connections: teamsKinds,
  scopes: ['Channel.ReadBasic.All'],
  effect: 'read',
  input: z.strictObject({ team: teamField }),
  output: z.strictObject({ channels: listOutput('Channels') }),
  request: { method: 'GET', path: '/v1.0/teams/{{team}}/channels' },
  failure: graphFailure,
  errors: graphErrors,
  pick: {
    channels: {
      list: '/value',
      each: { id: '/id', name: '/displayName', description: '/description', url: '/webUrl' },
    },
  },
})
