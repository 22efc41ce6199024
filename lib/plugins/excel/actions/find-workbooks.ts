import { z } from 'zod'
import { defineAction } from '../../action'
import { listOutput, textField } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { excelKinds, excelScopes, quoted } from '../excel-fields'

export default defineAction({
  id: 'find-workbooks',
  version: 1,
  label: 'Find workbooks',
  description: 'Finds Excel files in OneDrive by their name or content.',
  synonyms: ['search', 'list', '查找', '搜索'],
  connections: excelKinds,
  scopes: excelScopes,
  effect: 'read',
  input: z.strictObject({ query: textField({ label: 'Query' }, { max: 300 }) }),
  output: z.strictObject({ workbooks: listOutput('Workbooks') }),
  async run({ http }, { query }) {
    const url = `/v1.0/me/drive/root/search(q=${quoted(query)})`
    const response = await http({ method: 'GET', url, query: { $select: 'id,name,webUrl', $top: 100 } })
    const { value } = Files.parse(response.json())
    const workbooks = value.filter(({ name }) => /\.xls[xm]$/i.test(name))
    return { workbooks: workbooks.map(({ id, name, webUrl }) => ({ id, name, url: webUrl })) }
  },
  failure: graphFailure,
  errors: graphErrors,
})

const Files = z.object({
  value: z.array(z.object({ id: z.string(), name: z.string(), webUrl: z.string().default('') })),
})
