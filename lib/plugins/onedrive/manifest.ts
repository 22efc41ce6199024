import { definePlugin } from '../manifest-types'
import { microsoftConnections, microsoftHost, microsoftTests } from '../shared/microsoft-connections'

export const manifest = definePlugin({
  id: 'onedrive',
  label: 'OneDrive',
  description: 'Finds and stores files.',
  categories: ['storage'],
  synonyms: ['file', 'drive', 'office 365', 'microsoft', 'sharepoint', '文件', '网盘', '微软'],
  logo: 'lobehub:microsoft',
  docsUrl: 'https://learn.microsoft.com/graph/api/resources/onedrive',
  ...microsoftHost,
  connections: microsoftConnections(['Files.ReadWrite']),
  tests: microsoftTests,
})
