import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { itemProperties, projectField, stateField } from '../gitlab-fields'

export default defineAction({
  id: 'list-issues',
  version: 1,
  label: 'List issues',
  description: 'Lists issues of a project, newest first.',
  synonyms: ['search', 'bugs', '列出', '问题'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({
    project: projectField,
    state: stateField,
    labels: optionalText({ label: 'Labels', help: 'Separated by commas.' }),
    search: optionalText({ label: 'Search' }),
    limit: limitField(30),
  }),
  output: z.strictObject({ issues: listOutput('Issues') }),
  request: {
    method: 'GET',
    path: '/projects/{{project}}/issues',
    query: { state: '{{state}}', labels: '{{labels}}', search: '{{search}}' },
  },
  paginate: {
    type: 'link',
    items: '',
    as: 'issues',
    each: itemProperties,
    limit: 'limit',
    size: { parameter: 'per_page', max: 100 },
  },
})
