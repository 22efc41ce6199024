import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { optionalText, textField, textOutput } from '../../shared/fields'
import { callGraphQl } from '../../shared/graphql'
import { linearErrors, linearFailure, linearKinds, priorityField, teamField } from '../linear-fields'

const TEAM = 'query($key: String!) { teams(filter: { key: { eq: $key } }) { nodes { id } } }'
const CREATE = `mutation($input: IssueCreateInput!) {
  issueCreate(input: $input) { issue { id identifier url } }
}`

export default defineAction({
  id: 'create-issue',
  version: 1,
  label: 'Create an issue',
  description: 'Creates an issue in a team.',
  synonyms: ['add', 'ticket', '创建', '新建'],
  connections: linearKinds,
  scopes: ['write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    team: teamField,
    title: textField({ label: 'Title' }, { max: 500 }),
    description: optionalText(
      { label: 'Description', input: 'textarea', help: 'Markdown is allowed.' },
      { max: 100_000 },
    ),
    priority: priorityField,
  }),
  output: z.strictObject({
    id: textOutput('ID'),
    identifier: textOutput('Identifier'),
    url: textOutput('Address'),
  }),
  async run({ http }, { team, ...values }) {
    const found = Teams.parse(await callGraphQl({ http, url: '/graphql', query: TEAM, variables: { key: team } }))
    const teamId = found.teams.nodes[0]?.id
    if (teamId === undefined) throw new AppError('NOT_FOUND', problem('plugins.teamUnknown', { team }))
    const variables = { input: { teamId, ...definedOnly(values) } }
    const created = Created.parse(await callGraphQl({ http, url: '/graphql', query: CREATE, variables }))
    return created.issueCreate.issue
  },
  failure: linearFailure,
  errors: linearErrors,
})

const Teams = z.object({ teams: z.object({ nodes: z.array(z.object({ id: z.string() })) }) })
const Created = z.object({
  issueCreate: z.object({ issue: z.object({ id: z.string(), identifier: z.string(), url: z.string() }) }),
})
