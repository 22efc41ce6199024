import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { storyPages } from '../story'

export default defineAction({
  id: 'list-front-page',
  version: 1,
  label: 'List the front page',
  description: 'Lists the stories that are on the front page now.',
  synonyms: ['top', 'popular', '热门', '首页'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({ limit: limitField(30) }),
  output: z.strictObject({ stories: listOutput('Stories') }),
  request: { method: 'GET', path: '/search', query: { tags: 'front_page' } },
  paginate: storyPages,
})
