import type { ConnectionKind } from '../../connection-kinds'

const HOST = '[A-Za-z0-9](?:[A-Za-z0-9.\\-]{0,251}[A-Za-z0-9])?'

/** The login of a database server. */
export function databaseLogin(port: string): ConnectionKind {
  return {
    id: 'login',
    label: 'Login',
    kind: 'custom',
    help: 'Create a user for Patchbay with only the permissions that your apps need; SELECT is enough to read.',
    fields: [
      { name: 'host', label: 'Host', placeholder: 'db.example.com', pattern: HOST },
      { name: 'port', label: 'Port', placeholder: port, pattern: '[0-9]{1,5}', optional: true },
      { name: 'database', label: 'Database' },
      { name: 'user', label: 'User' },
      { name: 'password', label: 'Password', secret: true },
      {
        name: 'ca',
        label: 'CA certificate (PEM)',
        help: 'Only for a server whose certificate no public authority has signed.',
        format: 'json',
        optional: true,
      },
    ],
    placements: [],
  }
}
