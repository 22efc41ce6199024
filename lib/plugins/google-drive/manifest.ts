import { definePlugin } from '../manifest-types'
import { googleConnections } from '../shared/google-connections'

export const manifest = definePlugin({
  id: 'google-drive',
  label: 'Google Drive',
  description: 'Searches, reads, downloads and uploads files.',
  categories: ['storage', 'documents'],
  synonyms: ['file', 'folder', 'docs', 'document', '云端硬盘', '文件', '文档'],
  logo: 'simple-icons:googledrive',
  docsUrl: 'https://developers.google.com/drive/api/reference/rest/v3',
  baseUrl: 'https://www.googleapis.com',
  hosts: ['www.googleapis.com'],
  connections: googleConnections(['https://www.googleapis.com/auth/drive']),
  tests: [
    {
      method: 'GET',
      path: '/drive/v3/about?fields=user',
      account: '/user/emailAddress',
      accountId: '/user/permissionId',
    },
  ],
  rateLimits: [{ calls: 12_000, seconds: 60 }],
})
