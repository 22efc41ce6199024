import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { driveKinds, driveScopes } from '../drive-fields'

export default defineAction({
  id: 'search-files',
  version: 1,
  label: 'Search files',
  description: 'Finds files whose name or content contains a text.',
  synonyms: ['find', 'list', '搜索', '查找'],
  connections: driveKinds,
  scopes: driveScopes,
  effect: 'read',
  input: z.strictObject({ text: textField({ label: 'Text' }, { max: 500 }), limit: limitField(20) }),
  output: z.strictObject({ files: listOutput('Files') }),
  async run({ http }, { text, limit }) {
    const query = `fullText contains '${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}' and trashed = false`
    const files: z.infer<typeof Found>['files'] = []
    let pageToken: string | undefined
    for (let pages = 0; pages < 20 && files.length < limit; pages += 1) {
      const response = await http({
        method: 'GET',
        url: '/drive/v3/files',
        query: {
          q: query,
          pageSize: Math.min(limit, 100),
          fields: FIELDS,
          supportsAllDrives: true,
          includeItemsFromAllDrives: true,
          pageToken,
        },
      })
      const page = Found.parse(response.json())
      files.push(...page.files)
      pageToken = page.nextPageToken
      if (pageToken === undefined) break
    }
    return { files: files.slice(0, limit) }
  },
  errors: googleErrors,
})

const FIELDS = 'nextPageToken,files(id,name,mimeType,modifiedTime,webViewLink,size)'
const Found = z.object({ files: z.array(z.record(z.string(), z.json())), nextPageToken: z.string().optional() })
