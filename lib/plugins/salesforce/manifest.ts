import { definePlugin } from '../manifest-types'

const fields = [
  {
    name: 'host',
    label: 'Host',
    placeholder: 'acme.my.salesforce.com',
    help: 'The address of your organization, from Setup → My Domain.',
  },
]
const token = 'https://{host}/services/oauth2/token'

export const manifest = definePlugin({
  id: 'salesforce',
  label: 'Salesforce',
  description: 'Finds, reads, creates, changes and deletes records of any object.',
  categories: ['sales'],
  synonyms: ['crm', 'lead', 'account', 'opportunity', 'contact', 'soql', '客户', '线索', '商机'],
  docsUrl: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/',
  baseUrl: 'https://{host}/services/data/v64.0',
  hosts: ['{host}'],
  connections: [
    {
      id: 'oauth',
      label: 'Salesforce account',
      kind: 'oauth2',
      grant: 'authorization-code',
      help: 'Create an external client app in Salesforce with the scopes “api” and “refresh_token”.',
      authorizeUrl: 'https://{host}/services/oauth2/authorize',
      tokenUrl: token,
      scopes: ['api', 'refresh_token'],
      quirks: { clientAuthentication: 'body' },
      fields,
    },
    {
      id: 'client',
      label: 'Client credentials',
      kind: 'oauth2',
      grant: 'client-credentials',
      help: 'Turn on the client credentials flow of the external client app, and select the user it runs as.',
      tokenUrl: token,
      scopes: ['api'],
      quirks: { clientAuthentication: 'body' },
      fields,
    },
  ],
  tests: [{ method: 'GET', path: '/limits' }],
})
