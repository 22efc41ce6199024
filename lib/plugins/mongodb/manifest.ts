import { definePlugin } from '../manifest-types'
import { CA_FIELD, HOST_PATTERN, PORT_PATTERN } from '../shared/sql/login-kind'

export const manifest = definePlugin({
  id: 'mongodb',
  label: 'MongoDB',
  description: 'Finds, adds and changes the documents of a MongoDB database.',
  categories: ['databases'],
  synonyms: ['mongo', 'nosql', 'documents', 'collection', 'bson', '文档数据库'],
  logo: 'simple-icons:mongodb',
  docsUrl: 'https://www.mongodb.com/docs/manual/crud/',
  protocol: 'mongodb',
  baseUrl: '{host}',
  hosts: ['{host}'],
  connections: [
    {
      id: 'login',
      label: 'Login',
      kind: 'custom',
      help: 'Create a user for Patchbay with only the roles that your apps need; “read” is enough to find documents.',
      fields: [
        {
          name: 'host',
          label: 'Host',
          placeholder: 'mongo.example.com',
          pattern: HOST_PATTERN,
          help: 'For a replica set, enter the host of one member. The operator must allow the others too.',
        },
        { name: 'port', label: 'Port', placeholder: '27017', pattern: PORT_PATTERN, optional: true },
        { name: 'database', label: 'Database' },
        { name: 'user', label: 'User', optional: true },
        { name: 'password', label: 'Password', secret: true, optional: true },
        { name: 'authSource', label: 'Database of the user', placeholder: 'admin', optional: true },
        CA_FIELD,
      ],
      placements: [],
    },
  ],
})
