import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'supabase',
  label: 'Supabase',
  description: 'Reads and changes rows, calls database functions and stores files.',
  categories: ['databases', 'storage'],
  synonyms: ['postgrest', 'table', 'row', 'rpc', 'bucket', '数据库', '数据表', '存储'],
  logo: 'simple-icons:supabase',
  docsUrl: 'https://supabase.com/docs/guides/api',
  baseUrl: '{host}',
  hosts: ['{host}'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'custom',
      help: 'Copy the secret key from the API settings of the project. With the publishable key, row-level security applies.',
      helpUrl: 'https://supabase.com/dashboard/project/_/settings/api-keys',
      fields: [
        {
          name: 'host',
          label: 'Host',
          placeholder: 'abcdefghijklmnopqrst.supabase.co',
          help: 'The host in the project URL, or your own server.',
        },
        { name: 'key', label: 'API key', placeholder: 'sb_secret_…', secret: true },
      ],
      // The gateway expects the same key in both headers.
      placements: [
        { field: 'key', placement: { in: 'header', name: 'apikey' } },
        { field: 'key', placement: { in: 'header', name: 'Authorization', prefix: 'Bearer ' } },
      ],
    },
  ],
  tests: [{ method: 'GET', path: '/rest/v1/' }],
})
