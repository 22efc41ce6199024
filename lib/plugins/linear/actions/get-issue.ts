import { z } from 'zod'
import { defineAction } from '../../action'
import { objectOutput } from '../../shared/fields'
import { callGraphQl } from '../../shared/graphql'
import { Issue, issueField, issueSelection, linearErrors, linearFailure, linearKinds } from '../linear-fields'

export default defineAction({
  id: 'get-issue',
  version: 1,
  label: 'Get an issue',
  description: 'Reads an issue by its identifier.',
  synonyms: ['read', '读取', '获取'],
  connections: linearKinds,
  scopes: ['read'],
  effect: 'read',
  input: z.strictObject({ issue: issueField }),
  output: z.strictObject({ issue: objectOutput('Issue') }),
  async run({ http }, { issue }) {
    const query = `query($id: String!) { issue(id: $id) { ${issueSelection} } }`
    const data = await callGraphQl({ http, url: '/graphql', query, variables: { id: issue } })
    return { issue: z.object({ issue: Issue }).parse(data).issue }
  },
  failure: linearFailure,
  errors: linearErrors,
})
