import { definePlugin } from '../manifest-types'
import { databaseLogin } from '../shared/sql/login-kind'

export const manifest = definePlugin({
  id: 'postgres',
  label: 'PostgreSQL',
  description: 'Queries and changes the tables of a PostgreSQL database.',
  categories: ['databases'],
  synonyms: ['sql', 'postgres', 'database', 'db', 'pg', 'supabase', 'neon', '数据库'],
  logo: 'simple-icons:postgresql',
  docsUrl: 'https://www.postgresql.org/docs/current/sql.html',
  protocol: 'postgres',
  baseUrl: '{host}',
  hosts: ['{host}'],
  connections: [databaseLogin('5432')],
})
