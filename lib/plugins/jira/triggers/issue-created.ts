import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'
import { issueColumns, jiraFailure, projectField } from '../jira-fields'

export default defineTrigger({
  type: 'poll',
  id: 'issue-created',
  label: 'Issue created',
  description: 'Starts for each new issue of a project.',
  synonyms: ['new ticket', 'bug', '新问题', '新工单'],
  connections: ['token'],
  input: z.strictObject({ project: projectField }),
  sample: {
    key: 'OPS-12',
    summary: 'The printer is on fire',
    description: 'Smoke comes out of it.',
    status: 'To Do',
    type: 'Bug',
    priority: 'High',
    reporter: 'Ada Lovelace',
    createdAt: '2026-11-30T08:00:00.000+0000',
  },
  poll: defineAction({
    id: 'poll-issues',
    version: 1,
    label: 'Read new issues',
    description: 'Reads the issues of a project since the last known time.',
    connections: ['token'],
    effect: 'read',
    input: z.strictObject({ project: projectField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { project, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          // Absolute times in JQL are in the time zone of the user.
          const minutes = Math.ceil((now() - Date.parse(since)) / 60_000) + 1
          const jql = `project = "${project}" AND created >= "-${minutes}m" ORDER BY created ASC`
          const query = { jql, fields: issueColumns, maxResults: MAX_POLLED }
          const page = Issues.parse((await http({ method: 'GET', url: '/rest/api/2/search/jql', query })).json())
          return page.issues.map(({ id, key, fields }) => ({
            id,
            at: fields.created,
            data: {
              key,
              summary: fields.summary,
              description: fields.description ?? '',
              createdAt: fields.created,
              status: fields.status?.name ?? '',
              type: fields.issuetype?.name ?? '',
              priority: fields.priority?.name ?? '',
              reporter: fields.reporter?.displayName ?? '',
            },
          }))
        },
      })
    },
    failure: jiraFailure,
  }),
})

const Named = z.object({ name: z.string() }).nullish()
const Issues = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      fields: z.object({
        summary: z.string(),
        description: z.string().nullish(),
        created: z.string(),
        status: Named,
        issuetype: Named,
        priority: Named,
        reporter: z.object({ displayName: z.string() }).nullish(),
      }),
    }),
  ),
})
