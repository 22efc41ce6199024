import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { textField, textOutput } from '../../shared/fields'
import { issueField, jiraFailure } from '../jira-fields'

export default defineAction({
  id: 'change-status',
  version: 1,
  label: 'Change the status',
  description: 'Moves an issue to another status of its workflow.',
  synonyms: ['transition', 'close', 'done', 'move', '状态', '流转'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    issue: issueField,
    status: textField({ label: 'Status', placeholder: 'Done' }, { max: 200 }),
  }),
  output: z.strictObject({ status: textOutput('Status') }),
  async run({ http }, { issue, status }) {
    const url = `/rest/api/2/issue/${issue}/transitions`
    const { transitions } = Transitions.parse((await http({ method: 'GET', url })).json())
    const isWanted = (name: string) => name.toLowerCase() === status.trim().toLowerCase()
    const found = transitions.find(({ name, to }) => isWanted(to.name) || isWanted(name))
    if (!found) {
      const choices = transitions.map(({ to }) => to.name).join(', ')
      throw new AppError('INVALID_INPUT', problem('plugins.statusUnreachable', { status, choices }))
    }
    await http({ method: 'POST', url, body: { json: { transition: { id: found.id } } } })
    return { status: found.to.name }
  },
  failure: jiraFailure,
})

const Transitions = z.object({
  transitions: z.array(z.object({ id: z.string(), name: z.string(), to: z.object({ name: z.string() }) })),
})
