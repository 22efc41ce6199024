import type { ConnectionField, ConnectionKind } from '../../connection-kinds'

export const HOST_PATTERN = '[A-Za-z0-9](?:[A-Za-z0-9.\\-]{0,251}[A-Za-z0-9])?'
export const PORT_PATTERN = '[0-9]{1,5}'

export const CA_FIELD: ConnectionField = {
  name: 'ca',
  label: 'CA certificate (PEM)',
  help: 'Only for a server whose certificate no public authority has signed.',
  format: 'json',
  optional: true,
}

/** The login of a database server. */
export function databaseLogin(port: string): ConnectionKind {
  return {
    id: 'login',
    label: 'Login',
    kind: 'custom',
    help: 'Create a user for Patchbay with only the permissions that your apps need; SELECT is enough to read.',
    fields: [
      { name: 'host', label: 'Host', placeholder: 'db.example.com', pattern: HOST_PATTERN },
      { name: 'port', label: 'Port', placeholder: port, pattern: PORT_PATTERN, optional: true },
      { name: 'database', label: 'Database' },
      { name: 'user', label: 'User' },
      { name: 'password', label: 'Password', secret: true },
      CA_FIELD,
    ],
    placements: [],
  }
}
