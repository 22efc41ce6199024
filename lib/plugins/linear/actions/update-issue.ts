import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { optionalText, textOutput } from '../../shared/fields'
import { callGraphQl } from '../../shared/graphql'
import { issueField, linearErrors, linearFailure, linearKinds, priorityField } from '../linear-fields'

const STATES = 'query($id: String!) { issue(id: $id) { team { states { nodes { id name } } } } }'
const UPDATE = `mutation($id: String!, $input: IssueUpdateInput!) {
  issueUpdate(id: $id, input: $input) { issue { id identifier url } }
}`

export default defineAction({
  id: 'update-issue',
  version: 1,
  label: 'Update an issue',
  description: 'Changes title, description, priority or status of an issue.',
  synonyms: ['edit', 'close', 'move', '修改', '更新'],
  connections: linearKinds,
  scopes: ['write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    issue: issueField,
    title: optionalText({ label: 'Title' }, { max: 500 }),
    description: optionalText(
      { label: 'Description', input: 'textarea', help: 'Markdown is allowed.' },
      { max: 100_000 },
    ),
    priority: priorityField,
    state: optionalText({ label: 'Status', placeholder: 'In Progress' }, { max: 200 }),
  }),
  output: z.strictObject({ identifier: textOutput('Identifier'), url: textOutput('Address') }),
  async run({ http }, { issue: id, state, ...values }) {
    const call = (query: string, variables: JsonObject) =>
      callGraphQl({ http, url: '/graphql', query, variables: { ...variables, id } })
    const stateId = state ? stateOf(States.parse(await call(STATES, {})), state) : undefined
    const input = { ...definedOnly(values), ...(stateId === undefined ? {} : { stateId }) }
    const { identifier, url } = Updated.parse(await call(UPDATE, { input })).issueUpdate.issue
    return { identifier, url }
  },
  failure: linearFailure,
  errors: linearErrors,
})

const States = z.object({
  issue: z.object({
    team: z.object({ states: z.object({ nodes: z.array(z.object({ id: z.string(), name: z.string() })) }) }),
  }),
})
const Updated = z.object({
  issueUpdate: z.object({ issue: z.object({ identifier: z.string(), url: z.string() }) }),
})

function stateOf({ issue }: z.infer<typeof States>, status: string): string {
  const states = issue.team.states.nodes
  const found = states.find(({ name }) => name.toLowerCase() === status.trim().toLowerCase())
  if (found) return found.id
  const choices = states.map(({ name }) => name).join(', ')
  throw new AppError('INVALID_INPUT', problem('plugins.statusUnreachable', { status, choices }))
}
