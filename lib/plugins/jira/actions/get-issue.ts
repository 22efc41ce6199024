import { z } from 'zod'
import { defineAction } from '../../action'
import { optionalList, optionalOutput, textOutput } from '../../shared/fields'
import { issueColumns, issueField, issueProperties, jiraFailure } from '../jira-fields'

export default defineAction({
  id: 'get-issue',
  version: 1,
  label: 'Get an issue',
  description: 'Reads an issue by its key.',
  synonyms: ['read', '读取', '获取'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({ issue: issueField }),
  output: z.strictObject({
    id: textOutput('ID'),
    key: textOutput('Key'),
    summary: textOutput('Summary'),
    description: optionalOutput('Description'),
    status: optionalOutput('Status'),
    type: optionalOutput('Issue type'),
    priority: optionalOutput('Priority'),
    assignee: optionalOutput('Assignee'),
    reporter: optionalOutput('Reporter'),
    labels: optionalList('Labels'),
    createdAt: optionalOutput('Created'),
    updatedAt: optionalOutput('Updated'),
  }),
  request: { method: 'GET', path: '/rest/api/2/issue/{{issue}}', query: { fields: issueColumns } },
  failure: jiraFailure,
  pick: issueProperties,
})
