import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import {
  contentField,
  excerptField,
  idNumber,
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
  id: 'update-post',
  version: 1,
  label: 'Update a post',
  description: 'Changes title, content, excerpt or status of a post or page.',
  synonyms: ['edit', 'publish', 'page', '修改', '更新', '文章'],
  connections: ['password'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    kind: kindField,
    id: idNumber,
    title: titleField,
    content: contentField,
    excerpt: excerptField,
    status: z
      .enum(['draft', 'publish', 'pending', 'private'])
      .optional()
      .meta(
        layout({
          label: 'Status',
          input: 'select',
          filledBy: 'author',
          options: { draft: 'Draft', publish: 'Published', pending: 'Pending review', private: 'Private' },
        }),
      ),
  }),
  output: z.strictObject({ id: idOutput, link: linkOutput, status: statusOutput }),
  request: {
    method: 'POST',
    path: '/{{kind}}/{{id}}',
    body: { json: { title: '{{title}}', content: '{{content}}', excerpt: '{{excerpt}}', status: '{{status}}' } },
  },
  failure: wordpressFailure,
  errors: wordpressErrors,
  pick: savedPick,
})
