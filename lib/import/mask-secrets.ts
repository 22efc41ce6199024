import type { Json } from '@/lib/core/json'

const SECRET_NAME = /(api[-_]?key|secret|token|password|authorization|credential)/i
const SECRET_VALUE = /\b(sk-[\w-]{16,}|AKIA[A-Z0-9]{12,}|gh[pousr]_\w{20,}|xox[abpr]-[\w-]{10,}|Bearer\s+[\w.-]{16,})/g

/** Values that look like credentials are replaced, so that a placeholder never shows one. */
export function maskSecrets(value: Json, name = ''): Json {
  if (typeof value === 'string')
    return SECRET_NAME.test(name) && value !== '' ? '•••' : value.replaceAll(SECRET_VALUE, '•••')
  if (Array.isArray(value)) return value.map((item) => maskSecrets(item, name))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, maskSecrets(item, key)]))
}
