import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textField } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { driveKinds, driveScopes, ITEM_FIELDS, Item, toFile } from '../drive-items'

export default defineAction({
  id: 'search-files',
  version: 1,
  label: 'Search files',
  description: 'Finds files whose name or content contains a text.',
  synonyms: ['find', 'list', '搜索', '查找'],
  connections: driveKinds,
  scopes: driveScopes,
  effect: 'read',
  input: z.strictObject({ text: textField({ label: 'Text' }, { max: 300 }), limit: limitField(20) }),
  output: z.strictObject({ files: listOutput('Files') }),
  async run({ http }, { text, limit }) {
    // In OData, an apostrophe in a text is doubled.
    const quoted = `'${encodeURIComponent(text.replaceAll("'", "''"))}'`
    let url: string | undefined = `/v1.0/me/drive/root/search(q=${quoted})?$select=${ITEM_FIELDS}&$top=100`
    const found: z.infer<typeof Item>[] = []
    for (let page = 0; page < 20 && url !== undefined && found.length < limit; page += 1) {
      const { value, ...rest }: z.infer<typeof Page> = Page.parse((await http({ method: 'GET', url })).json())
      found.push(...value.filter(({ file }) => file !== undefined))
      url = rest['@odata.nextLink'] === url ? undefined : rest['@odata.nextLink']
    }
    return { files: found.slice(0, limit).map(toFile) }
  },
  failure: graphFailure,
  errors: graphErrors,
})

const Page = z.object({ value: z.array(Item), '@odata.nextLink': z.string().optional() })
