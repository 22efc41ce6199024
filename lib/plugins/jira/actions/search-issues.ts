import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textField } from '../../shared/fields'
import { issueColumns, issueProperties, jiraFailure } from '../jira-fields'

export default defineAction({
  id: 'search-issues',
  version: 1,
  label: 'Search issues',
  description: 'Finds issues with a JQL query.',
  synonyms: ['list', 'find', 'jql', '搜索', '查询', '列出'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({
    jql: textField(
      { label: 'JQL', placeholder: 'project = OPS AND status = "To Do" ORDER BY created DESC' },
      { max: 5_000 },
    ),
    limit: limitField(50),
  }),
  output: z.strictObject({ issues: listOutput('Issues') }),
  request: {
    method: 'GET',
    path: '/rest/api/2/search/jql',
    query: { jql: '{{jql}}', fields: issueColumns },
  },
  failure: jiraFailure,
  paginate: {
    type: 'cursor',
    items: '/issues',
    as: 'issues',
    next: '/nextPageToken',
    parameter: 'nextPageToken',
    each: issueProperties,
    limit: 'limit',
    size: { parameter: 'maxResults', max: 100 },
  },
})
