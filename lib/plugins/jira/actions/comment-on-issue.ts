import { z } from 'zod'
import { defineAction } from '../../action'
import { textField, textOutput } from '../../shared/fields'
import { issueField, jiraFailure } from '../jira-fields'

export default defineAction({
  id: 'comment-on-issue',
  version: 1,
  label: 'Comment on an issue',
  description: 'Adds a comment to an issue.',
  synonyms: ['reply', 'note', '评论'],
  connections: ['token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ issue: issueField, text: textField({ label: 'Text', input: 'textarea' }, { max: 32_000 }) }),
  output: z.strictObject({ id: textOutput('ID') }),
  request: { method: 'POST', path: '/rest/api/2/issue/{{issue}}/comment', body: { json: { body: '{{text}}' } } },
  failure: jiraFailure,
  pick: { id: '/id' },
})
