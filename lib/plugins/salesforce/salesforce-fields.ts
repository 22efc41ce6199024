import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const salesforceKinds = ['oauth', 'client'] as const
export const salesforceScopes = ['api'] as const

const NAME = /^[A-Za-z]\w{0,79}$/

export const objectNameField = z
  .string()
  .regex(NAME, 'Enter the API name of an object, such as Contact or Invoice__c.')
  .meta(layout({ label: 'Object', placeholder: 'Contact', filledBy: 'author' }))

export const recordField = z
  .string()
  .regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/, 'Enter a record ID of 15 or 18 characters.')
  .meta(layout({ label: 'Record ID', references: true }))

export const fieldsField = z
  .array(z.string().regex(/^[A-Za-z]\w{0,79}(?:\.[A-Za-z]\w{0,79}){0,4}$/, 'Enter API names of fields.'))
  .min(1)
  .max(100)
  .meta(layout({ label: 'Fields', itemLabel: 'field', placeholder: 'Name', filledBy: 'author' }))

/** Salesforce returns a list of errors, each with a code and a message. */
export const salesforceFailure = {
  path: '/0/failed',
  equals: true,
  reason: '/0/errorCode',
  message: '/0/message',
} as const

export const salesforceErrors = {
  INVALID_SESSION_ID: {
    code: 'RECONNECT_REQUIRED',
    message: 'Salesforce rejected the credentials. Reconnect the connection.',
  },
  REQUEST_LIMIT_EXCEEDED: { code: 'RATE_LIMITED', message: 'Salesforce allows no more requests today.' },
} as const

const Page = z.object({
  records: z.array(z.record(z.string(), z.json())),
  nextRecordsUrl: z.string().optional(),
})

interface Query {
  http: (request: { method: 'GET'; url: string; query?: Record<string, string> }) => Promise<{ json(): unknown }>
  soql: string
  limit: number
}

const MAX_PAGES = 20

/** Records over all pages, without the type and address that Salesforce adds to each. */
export async function queryRecords({ http, soql, limit }: Query) {
  const records: z.infer<typeof Page>['records'] = []
  let next: string | undefined
  for (let page = 0; page < MAX_PAGES && records.length < limit; page += 1) {
    const response = await (next === undefined
      ? http({ method: 'GET', url: '/query', query: { q: soql } })
      : // A path from the root of the host; the base URL contains its beginning.
        http({ method: 'GET', url: next.replace(/^\/services\/data\/v[\d.]+/, '') }))
    const found = Page.parse(response.json())
    records.push(...found.records.map(({ attributes: _, ...record }) => record))
    next = found.nextRecordsUrl
    if (next === undefined) break
  }
  return records.slice(0, limit)
}

/** A value in SOQL. Texts are quoted and escaped, so that they cannot change the query. */
export function soqlValue(value: z.core.util.JSONType): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const escaped = text
    .replace(/[\\']/g, (sign) => `\\${sign}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
  return `'${escaped}'`
}
