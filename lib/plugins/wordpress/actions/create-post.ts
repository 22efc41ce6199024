import { z } from 'zod'
import { defineAction } from '../../action'
import { selectField } from '../../shared/fields'
import {
  contentField,
  excerptField,
  idOutput,
  kindField,
  linkOutput,
  savedPick,
  statusOutput,
  titleField,
  wordpressErrors,
  wordpressFailure,
} from '../wordpress-fields'

export default defineAction({
  id: 'create-post',
  version: 1,
  label: 'Create a post',
  description: 'Creates a post or page, as a draft unless another status is set.',
  synonyms: ['write', 'publish', 'page', '创建', '发布', '文章'],
  connections: ['password'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    kind: kindField,
    title: titleField,
    content: contentField,
    excerpt: excerptField,
    status: selectField(
      { draft: 'Draft', publish: 'Published', pending: 'Pending review', private: 'Private' },
      { label: 'Status', fallback: 'draft', filledBy: 'author' },
    ),
  }),
  output: z.strictObject({ id: idOutput, link: linkOutput, status: statusOutput }),
  request: {
    method: 'POST',
    path: '/{{kind}}',
    body: { json: { title: '{{title}}', content: '{{content}}', excerpt: '{{excerpt}}', status: '{{status}}' } },
  },
  failure: wordpressFailure,
  errors: wordpressErrors,
  pick: savedPick,
})
