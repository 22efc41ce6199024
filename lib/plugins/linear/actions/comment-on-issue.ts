import { z } from 'zod'
import { defineAction } from '../../action'
import { textField, textOutput } from '../../shared/fields'
import { issueField, linearErrors, linearFailure, linearKinds } from '../linear-fields'

export default defineAction({
  id: 'comment-on-issue',
  version: 1,
  label: 'Comment on an issue',
  description: 'Adds a comment to an issue.',
  synonyms: ['reply', 'note', '评论'],
  connections: linearKinds,
  scopes: ['write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    issue: issueField,
    text: textField({ label: 'Text', input: 'textarea', help: 'Markdown is allowed.' }, { max: 100_000 }),
  }),
  output: z.strictObject({ id: textOutput('ID'), url: textOutput('Address') }),
  request: {
    method: 'POST',
    path: '/graphql',
    body: {
      json: {
        query: 'mutation($input: CommentCreateInput!) { commentCreate(input: $input) { comment { id url } } }',
        variables: { input: { issueId: '{{issue}}', body: '{{text}}' } },
      },
    },
  },
  failure: linearFailure,
  errors: linearErrors,
  pick: { id: '/data/commentCreate/comment/id', url: '/data/commentCreate/comment/url' },
})
