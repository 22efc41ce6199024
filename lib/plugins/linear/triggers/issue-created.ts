import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { listNodes } from '../../shared/graphql'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'
import { Issue, issueSelection, linearErrors, linearFailure, linearKinds, teamField } from '../linear-fields'

/** The API returns the newest issues first. */
const QUERY = `query($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, orderBy: createdAt) {
    nodes { ${issueSelection} } pageInfo { hasNextPage endCursor }
  }
}`

export default defineTrigger({
  type: 'poll',
  id: 'issue-created',
  label: 'Issue created',
  description: 'Starts for each new issue of a team.',
  synonyms: ['new ticket', 'bug', '新问题', '新任务'],
  connections: linearKinds,
  input: z.strictObject({ team: teamField }),
  sample: {
    id: '9cfb482a-81e3-4154-b5b9-2c805e70a02d',
    identifier: 'ENG-123',
    title: 'Crash on start',
    labels: ['bug'],
    description: 'It happens on Linux.',
    url: 'https://linear.app/acme/issue/ENG-123',
    priority: 2,
    state: 'Triage',
    assignee: 'Ada Lovelace',
    createdAt: '2026-11-30T08:00:00.000Z',
  },
  poll: defineAction({
    id: 'poll-issues',
    version: 1,
    label: 'Read new issues',
    description: 'Reads the issues of a team since the last known time.',
    connections: linearKinds,
    effect: 'read',
    input: z.strictObject({ team: teamField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { team, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const variables = { filter: { team: { key: { eq: team } }, createdAt: { gte: since } } }
          const call = { http, url: '/graphql', query: QUERY, variables, field: 'issues' }
          const nodes = z.array(Issue).parse(await listNodes({ ...call, limit: 10 * MAX_POLLED, pageSize: 50 }))
          return nodes.toReversed().map((issue) => ({ id: issue.id, at: issue.createdAt, data: issue }))
        },
      })
    },
    failure: linearFailure,
    errors: linearErrors,
  }),
})
