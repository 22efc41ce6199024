import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Reception } from '@/lib/plugins/events/channel'
import type { InboundRequest } from '@/lib/plugins/events/verification'
import { isVerified } from '@/lib/secrets/verify-request'
import type { System } from '../system'
import type { ChannelDelivery } from './channel-delivery'
import { channelSecrets, findChannel, openChannel } from './channel-row'
import { decryptBody } from './decrypt-body'
import { queueMessages } from './message-queue'

/**
 * Verifies a request of a service and stores its messages. A repeated delivery changes nothing.
 * @returns the response, or null for an empty success @throws AppError NOT_FOUND, UNAUTHENTICATED, INVALID_JSON
 */
export async function receiveChannel(system: System, delivery: ChannelDelivery): Promise<Reception['response'] | null> {
  const found = await findChannel(system, delivery.publicId)
  if (!found) throw new AppError('NOT_FOUND', problem('request.notFound'))
  const { row, definition } = await openChannel(found.row)
  const secrets = await channelSecrets(system, row)
  const { verification, handshake = verification, encryption } = definition
  const values = { ...row.fields, ...secrets }
  const isGet = delivery.method === 'GET'
  const isSigned = isVerified(isGet ? handshake : verification, values, delivery, Date.now())
  if (!isSigned && !definition.acceptsUnsigned) throw rejected()
  const body = encryption ? decryptBody(encryption, values, delivery) : isGet ? null : delivery.parse()
  if (!isSigned && !definition.acceptsUnsigned?.(body)) throw rejected()
  const request: InboundRequest = {
    ...{ method: delivery.method, query: delivery.query, header: (name) => delivery.header(name), body },
  }
  const { messages, response } = definition.read(request, values)
  await queueMessages(system, row, messages)
  return response ?? null
}

const rejected = (): AppError => new AppError('UNAUTHENTICATED', problem('webhooks.signatureInvalid'))

export async function hasChannel(system: System, publicId: string): Promise<boolean> {
  return (await findChannel(system, publicId)) !== null
}
