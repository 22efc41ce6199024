import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textField } from '../../shared/fields'
import { storyPages } from '../story'

export default defineAction({
  id: 'search-stories',
  version: 1,
  label: 'Search stories',
  description: 'Finds stories by words in their title or address.',
  synonyms: ['find', '搜索', '查找'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({ query: textField({ label: 'Query' }, { max: 300 }), limit: limitField(20) }),
  output: z.strictObject({ stories: listOutput('Stories') }),
  request: { method: 'GET', path: '/search', query: { query: '{{query}}', tags: 'story' } },
  paginate: storyPages,
})
