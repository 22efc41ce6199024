import { definePlugin } from '../manifest-types'
import { databaseLogin } from '../shared/sql/login-kind'

export const manifest = definePlugin({
  id: 'mysql',
  label: 'MySQL',
  description: 'Queries and changes the tables of a MySQL or MariaDB database.',
  categories: ['databases'],
  synonyms: ['sql', 'mariadb', 'database', 'db', 'aurora', '数据库'],
  logo: 'simple-icons:mysql',
  docsUrl: 'https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html',
  protocol: 'mysql',
  baseUrl: '{host}',
  hosts: ['{host}'],
  connections: [databaseLogin('3306')],
})
