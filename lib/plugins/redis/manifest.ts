import { definePlugin } from '../manifest-types'
import { CA_FIELD, HOST_PATTERN, PORT_PATTERN } from '../shared/sql/login-kind'

export const manifest = definePlugin({
  id: 'redis',
  label: 'Redis',
  description: 'Reads and changes keys and lists of a Redis or Valkey server, and publishes messages.',
  categories: ['databases'],
  synonyms: ['valkey', 'cache', 'key-value', 'kv', 'pubsub', 'queue', '缓存', '键值'],
  logo: 'simple-icons:redis',
  docsUrl: 'https://redis.io/docs/latest/commands/',
  protocol: 'redis',
  baseUrl: '{host}',
  hosts: ['{host}'],
  connections: [
    {
      id: 'login',
      label: 'Login',
      kind: 'custom',
      help: 'Create a user for Patchbay with only the keys and commands that your apps need.',
      fields: [
        { name: 'host', label: 'Host', placeholder: 'redis.example.com', pattern: HOST_PATTERN },
        { name: 'port', label: 'Port', placeholder: '6379', pattern: PORT_PATTERN, optional: true },
        {
          name: 'database',
          label: 'Database number',
          placeholder: '0',
          pattern: '[0-9]{1,5}',
          patternHint: 'Write the number.',
          optional: true,
        },
        { name: 'user', label: 'User', placeholder: 'default', optional: true },
        { name: 'password', label: 'Password', secret: true, optional: true },
        CA_FIELD,
      ],
      placements: [],
    },
  ],
})
