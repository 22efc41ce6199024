import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalText, textField } from '../../shared/fields'
import { numberOutput, projectField, urlOutput } from '../gitlab-fields'

export default defineAction({
  id: 'create-issue',
  version: 1,
  label: 'Create an issue',
  description: 'Creates an issue in a project.',
  synonyms: ['add', 'bug', 'ticket', '创建'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    project: projectField,
    title: textField({ label: 'Title' }, { max: 255 }),
    body: optionalText({ label: 'Text', input: 'textarea' }, { max: 100_000 }),
    labels: optionalText({ label: 'Labels', help: 'Separated by commas.' }),
  }),
  output: z.strictObject({ number: numberOutput, url: urlOutput }),
  request: {
    method: 'POST',
    path: '/projects/{{project}}/issues',
    body: { json: { title: '{{title}}', description: '{{body}}', labels: '{{labels}}' } },
  },
  pick: { number: '/iid', url: '/web_url' },
})
