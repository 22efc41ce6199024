import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { parseLocalAddress } from '@/lib/core/network/local-address'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Done, Timestamp } from './shared'

const Address = z
  .string()
  .max(60)
  .refine((text) => parseLocalAddress(text) !== null, {
    ...schemaError('forms.localAddress'),
  })

/** Lists addresses of this computer that every workspace may call, in addition to EGRESS_ALLOW. */
export const listLocalAddresses = defineContract({
  name: 'localAddresses.list',
  method: 'GET',
  path: '/api/studio/governance/local-addresses',
  access: 'owner',
  response: z.strictObject({
    addresses: z.array(z.strictObject({ id: Id, address: z.string(), allowedBy: z.string(), allowedAt: Timestamp })),
  }),
})

export const allowLocalAddress = defineContract({
  name: 'localAddresses.allow',
  method: 'POST',
  path: '/api/studio/governance/local-addresses',
  access: 'owner',
  body: z.strictObject({ address: Address }),
  response: Done,
})

export const removeLocalAddress = defineContract({
  name: 'localAddresses.remove',
  method: 'DELETE',
  path: '/api/studio/governance/local-addresses/:addressId',
  access: 'owner',
  params: z.strictObject({ addressId: Id }),
  response: Done,
})
