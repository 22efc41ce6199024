/** Properties of a story in lists. */
export const storyProperties = {
  id: '/objectID',
  title: '/title',
  url: '/url',
  author: '/author',
  points: '/points',
  comments: '/num_comments',
  createdAt: '/created_at',
} as const

export const storyPages = {
  type: 'page',
  parameter: 'page',
  first: 0,
  items: '/hits',
  as: 'stories',
  each: storyProperties,
  limit: 'limit',
  size: { parameter: 'hitsPerPage', max: 100 },
} as const
