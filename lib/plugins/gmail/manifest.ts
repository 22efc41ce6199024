import { definePlugin } from '../manifest-types'
import { googleConnections } from '../shared/google-connections'

export const manifest = definePlugin({
  id: 'gmail',
  label: 'Gmail',
  description: 'Sends, drafts, searches, reads and labels emails.',
  categories: ['email'],
  synonyms: ['email', 'mail', 'inbox', 'google', '邮件', '邮箱'],
  logo: 'simple-icons:gmail',
  docsUrl: 'https://developers.google.com/gmail/api/reference/rest',
  baseUrl: 'https://gmail.googleapis.com',
  hosts: ['gmail.googleapis.com'],
  connections: googleConnections(['https://www.googleapis.com/auth/gmail.modify'], { hasServiceAccount: false }),
  tests: [{ method: 'GET', path: '/gmail/v1/users/me/profile', account: '/emailAddress', accountId: '/emailAddress' }],
  rateLimits: [{ calls: 250, seconds: 60 }],
})
