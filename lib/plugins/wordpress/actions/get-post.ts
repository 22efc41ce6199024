import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalOutput, textOutput } from '../../shared/fields'
import {
  idNumber,
  idOutput,
  kindField,
  linkOutput,
  statusOutput,
  wordpressErrors,
  wordpressFailure,
} from '../wordpress-fields'

export default defineAction({
  id: 'get-post',
  version: 1,
  label: 'Get a post',
  description: 'Reads a post or page with its content.',
  synonyms: ['read', 'page', '读取', '文章'],
  connections: ['password'],
  effect: 'read',
  input: z.strictObject({ kind: kindField, id: idNumber }),
  output: z.strictObject({
    id: idOutput,
    title: textOutput('Title'),
    content: textOutput('Content'),
    excerpt: optionalOutput('Excerpt'),
    status: statusOutput,
    link: linkOutput,
    updatedAt: optionalOutput('Updated'),
  }),
  request: { method: 'GET', path: '/{{kind}}/{{id}}' },
  failure: wordpressFailure,
  errors: wordpressErrors,
  pick: {
    id: '/id',
    title: '/title/rendered',
    content: '/content/rendered',
    excerpt: '/excerpt/rendered',
    status: '/status',
    link: '/link',
    updatedAt: '/modified_gmt',
  },
})
