import { z } from 'zod'
import { defineAction } from '../../action'
import { textField, textOutput } from '../../shared/fields'
import { hubspotErrors, hubspotFailure, hubspotKinds, kindField, recordField } from '../hubspot-fields'

/** HubSpot's ids of the association from a note to a record. */
const ASSOCIATIONS = { contacts: 202, companies: 190, deals: 214, tickets: 228 } as const

export default defineAction({
  id: 'add-note',
  version: 1,
  label: 'Add a note',
  description: 'Adds a note to the timeline of a contact, company, deal or ticket.',
  synonyms: ['comment', 'activity', '备注', '笔记'],
  connections: hubspotKinds,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    kind: kindField,
    record: recordField,
    text: textField({ label: 'Text', input: 'textarea' }, { max: 65_536 }),
  }),
  output: z.strictObject({ id: textOutput('Note ID') }),
  async run({ http, now }, { kind, record, text }) {
    const type = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: ASSOCIATIONS[kind] }
    const response = await http({
      method: 'POST',
      url: '/crm/v3/objects/notes',
      body: {
        json: {
          properties: { hs_timestamp: new Date(now()).toISOString(), hs_note_body: text },
          associations: [{ to: { id: record }, types: [type] }],
        },
      },
    })
    return { id: z.object({ id: z.string() }).parse(response.json()).id }
  },
  failure: hubspotFailure,
  errors: hubspotErrors,
})
