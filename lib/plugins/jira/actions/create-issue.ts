import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalText, optionalTexts, textField, textOutput } from '../../shared/fields'
import { issueTypeField, jiraFailure, projectField } from '../jira-fields'

export default defineAction({
  id: 'create-issue',
  version: 1,
  label: 'Create an issue',
  description: 'Creates an issue in a project.',
  synonyms: ['add', 'ticket', '创建', '新建'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    project: projectField,
    type: issueTypeField(),
    summary: textField({ label: 'Summary' }, { max: 255 }),
    description: optionalText({ label: 'Description', input: 'textarea' }, { max: 32_000 }),
    labels: optionalTexts({ label: 'Labels', itemLabel: 'label' }),
    priority: optionalText({ label: 'Priority', placeholder: 'High', advanced: true }, { max: 100 }),
  }),
  output: z.strictObject({ id: textOutput('ID'), key: textOutput('Key') }),
  request: {
    method: 'POST',
    path: '/rest/api/2/issue',
    body: {
      json: {
        fields: {
          project: { key: '{{project}}' },
          issuetype: { name: '{{type}}' },
          summary: '{{summary}}',
          description: '{{description}}',
          labels: '{{labels}}',
          priority: { name: '{{priority}}' },
        },
      },
    },
  },
  failure: jiraFailure,
  pick: { id: '/id', key: '/key' },
})
