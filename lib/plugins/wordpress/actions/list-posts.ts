import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { itemProperties, kindField, wordpressErrors, wordpressFailure } from '../wordpress-fields'

export default defineAction({
  id: 'list-posts',
  version: 1,
  label: 'List posts',
  description: 'Lists posts or pages, newest first, optionally those that contain a text.',
  synonyms: ['search', 'find', 'pages', '列出', '搜索', '文章'],
  connections: ['password'],
  effect: 'read',
  input: z.strictObject({
    kind: kindField,
    search: optionalText({ label: 'Search' }, { max: 500 }),
    limit: limitField(20),
  }),
  output: z.strictObject({ posts: listOutput('Posts') }),
  request: { method: 'GET', path: '/{{kind}}', query: { search: '{{search}}', orderby: 'date' } },
  failure: wordpressFailure,
  errors: wordpressErrors,
  paginate: {
    type: 'link',
    items: '',
    as: 'posts',
    limit: 'limit',
    each: itemProperties,
    size: { parameter: 'per_page', max: 100 },
  },
})
