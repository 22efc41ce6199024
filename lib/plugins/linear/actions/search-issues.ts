import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { listNodes } from '../../shared/graphql'
import { Issue, issueSelection, linearErrors, linearFailure, linearKinds, teamField } from '../linear-fields'

const QUERY = `query($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, orderBy: updatedAt) {
    nodes { ${issueSelection} } pageInfo { hasNextPage endCursor }
  }
}`

export default defineAction({
  id: 'search-issues',
  version: 1,
  label: 'Search issues',
  description: 'Lists issues of a team, last changed first, by text in the title or by status.',
  synonyms: ['list', 'find', '搜索', '列出'],
  connections: linearKinds,
  scopes: ['read'],
  effect: 'read',
  input: z.strictObject({
    team: teamField,
    title: optionalText({ label: 'Title contains' }, { max: 500 }),
    state: optionalText({ label: 'Status', placeholder: 'In Progress' }, { max: 200 }),
    limit: limitField(50),
  }),
  output: z.strictObject({ issues: listOutput('Issues') }),
  async run({ http }, { team, title, state, limit }) {
    const filter = {
      team: { key: { eq: team } },
      ...(title ? { title: { containsIgnoreCase: title } } : {}),
      ...(state ? { state: { name: { eqIgnoreCase: state } } } : {}),
    }
    const call = { http, url: '/graphql', query: QUERY, variables: { filter }, field: 'issues' }
    const nodes = await listNodes({ ...call, limit, pageSize: 50 })
    return { issues: z.array(Issue).parse(nodes) }
  },
  failure: linearFailure,
  errors: linearErrors,
})
