import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'jira',
  label: 'Jira',
  description: 'Searches, creates, changes and comments on issues.',
  categories: ['projects', 'development'],
  synonyms: ['atlassian', 'issue', 'ticket', 'bug', 'jql', '问题', '工单', '任务'],
  logo: 'simple-icons:jira',
  docsUrl: 'https://developer.atlassian.com/cloud/jira/platform/rest/v2/intro/',
  baseUrl: 'https://{site}.atlassian.net',
  hosts: ['{site}.atlassian.net'],
  connections: [
    {
      id: 'token',
      label: 'API token',
      kind: 'basic',
      userLabel: 'Email',
      passwordLabel: 'API token',
      help: 'Create an API token in your Atlassian account and enter the email address of this account.',
      helpUrl: 'https://id.atlassian.com/manage-profile/security/api-tokens',
      fields: [{ name: 'site', label: 'Site', placeholder: 'acme', help: 'For acme.atlassian.net, enter acme.' }],
    },
  ],
  tests: [{ method: 'GET', path: '/rest/api/2/myself', account: '/displayName', accountId: '/accountId' }],
})
