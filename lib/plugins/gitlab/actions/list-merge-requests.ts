import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { itemProperties, projectField, stateField } from '../gitlab-fields'

export default defineAction({
  id: 'list-merge-requests',
  version: 1,
  label: 'List merge requests',
  description: 'Lists merge requests of a project, newest first.',
  synonyms: ['mr', 'review', '合并请求'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ project: projectField, state: stateField, limit: limitField(30) }),
  output: z.strictObject({ mergeRequests: listOutput('Merge requests') }),
  request: { method: 'GET', path: '/projects/{{project}}/merge_requests', query: { state: '{{state}}' } },
  paginate: {
    type: 'link',
    items: '',
    as: 'mergeRequests',
    each: itemProperties,
    limit: 'limit',
    size: { parameter: 'per_page', max: 100 },
  },
})
