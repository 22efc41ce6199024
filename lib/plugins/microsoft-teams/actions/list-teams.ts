import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { teamsKinds } from '../teams-fields'

export default defineAction({
  id: 'list-teams',
  version: 1,
  label: 'List teams',
  description: 'Lists the teams of the connected account.',
  synonyms: ['groups', '列出', '团队'],
  connections: teamsKinds,
  scopes: ['Team.ReadBasic.All'],
  effect: 'read',
  input: z.strictObject({}),
  output: z.strictObject({ teams: listOutput('Teams') }),
  request: { method: 'GET', path: '/v1.0/me/joinedTeams' },
  failure: graphFailure,
  errors: graphErrors,
  pick: { teams: { list: '/value', each: { id: '/id', name: '/displayName', description: '/description' } } },
})
