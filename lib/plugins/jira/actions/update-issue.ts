import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalText, optionalTexts } from '../../shared/fields'
import { issueField, jiraFailure } from '../jira-fields'

export default defineAction({
  id: 'update-issue',
  version: 1,
  label: 'Update an issue',
  description: 'Changes summary, description, labels, priority or assignee of an issue.',
  synonyms: ['edit', 'assign', '修改', '更新'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    issue: issueField,
    summary: optionalText({ label: 'Summary' }, { max: 255 }),
    description: optionalText({ label: 'Description', input: 'textarea' }, { max: 32_000 }),
    labels: optionalTexts({ label: 'Labels', itemLabel: 'label' }),
    priority: optionalText({ label: 'Priority', placeholder: 'High', advanced: true }, { max: 100 }),
    assignee: optionalText({ label: 'Assignee', help: 'The account ID of a person.', advanced: true }, { max: 128 }),
  }),
  output: z.strictObject({}),
  request: {
    method: 'PUT',
    path: '/rest/api/2/issue/{{issue}}',
    body: {
      json: {
        fields: {
          summary: '{{summary}}',
          description: '{{description}}',
          labels: '{{labels}}',
          priority: { name: '{{priority}}' },
          assignee: { accountId: '{{assignee}}' },
        },
      },
    },
    response: 'none',
  },
  failure: jiraFailure,
})
