import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { objectField, optionalTexts, selectField } from '../shared/fields'

export const hubspotKinds = ['token', 'oauth'] as const

export const hubspotScopes = [
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'tickets',
] as const

export const kindField = selectField(
  { contacts: 'Contacts', companies: 'Companies', deals: 'Deals', tickets: 'Tickets' },
  { label: 'Kind of record', fallback: 'contacts', filledBy: 'author' },
)

export const recordField = z
  .string()
  .regex(/^\d{1,20}$/, 'Enter the number of a record, from its address in HubSpot.')
  .meta(layout({ label: 'Record ID', references: true }))

export const columnsField = optionalTexts({
  label: 'Properties',
  itemLabel: 'property',
  filledBy: 'author',
  advanced: true,
  help: 'Internal names of the properties to read, such as lifecyclestage. Empty: those that HubSpot returns by default.',
})

export const valuesField = objectField({
  label: 'Values',
  help: 'An object with properties by their internal names, such as {"email": "ada@example.com"}.',
})

export const recordProperties = {
  id: '/id',
  properties: '/properties',
  createdAt: '/createdAt',
  updatedAt: '/updatedAt',
} as const

/** HubSpot puts a category beside its message. */
export const hubspotFailure = { path: '/status', equals: 'error', reason: '/category', message: '/message' } as const

export const hubspotErrors = {
  MISSING_SCOPES: {
    code: 'TOOL_FAILED',
    message: 'The connection lacks a scope for this kind of record. Add the scope to the app in HubSpot.',
  },
  OBJECT_NOT_FOUND: { code: 'TOOL_FAILED', message: 'HubSpot does not find this record.' },
  CONFLICT: {
    code: 'TOOL_FAILED',
    message: 'HubSpot has a record with this value already. Find it and update it instead.',
  },
} as const
