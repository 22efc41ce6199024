import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Reception, WebhookChannel } from '@/lib/plugins/events/channel'
import type { InboundRequest, JwtVerification } from '@/lib/plugins/events/verification'
import { isVerified } from '@/lib/secrets/verify-request'
import type { System } from '../system'
import type { ChannelDelivery } from './channel-delivery'
import { type ChannelRow, channelSecrets, findChannel, openChannel } from './channel-row'
import { decryptBody } from './decrypt-body'
import { findIssuerKey } from './issuer-keys'
import { queueMessages } from './message-queue'
import { decide } from './questions/decide'
import { withoutDecisions } from './questions/decide-by-reply'
import { storeRating } from './store-rating'
import { isIssuedFor, verifyJwt } from './verify-jwt'

interface Received {
  values: Readonly<Record<string, string>>
  delivery: ChannelDelivery
}

/**
 * Verifies a request of a service and stores its messages. A repeated delivery changes nothing.
 * @returns the response, or null for an empty success @throws AppError NOT_FOUND, UNAUTHENTICATED, INVALID_JSON
 */
export async function receiveChannel(system: System, delivery: ChannelDelivery): Promise<Reception['response'] | null> {
  const found = await findChannel(system, delivery.publicId)
  if (!found) throw new AppError('NOT_FOUND', problem('request.notFound'))
  const channel = await openChannel(found.row)
  const { row, definition } = channel
  if (definition.type === 'poll') throw new AppError('NOT_FOUND', problem('request.notFound'))
  const secrets = await channelSecrets(system, row)
  const values = { ...row.fields, ...secrets }
  const { verification } = definition
  const body =
    verification.type === 'jwt'
      ? await bodyOfJwt(system, row, { verification, values, delivery })
      : bodyOfSigned(definition, { values, delivery })
  const request: InboundRequest = {
    method: delivery.method,
    query: delivery.query,
    header: (name) => delivery.header(name),
    body,
  }
  const { messages, ratings = [], decisions = [], response } = definition.read(request, values)
  await queueMessages(system, row, await withoutDecisions(system, channel, messages))
  for (const rating of ratings) await storeRating(system, row, rating)
  const responses = [response]
  for (const pressed of decisions) {
    const outcome = await decide(system, channel, pressed)
    responses.push(pressed.respond?.(outcome))
  }
  return responses.find((shown) => shown !== undefined) ?? null
}

async function bodyOfJwt(
  system: System,
  { workspaceId }: ChannelRow,
  received: Received & { verification: JwtVerification },
): Promise<unknown> {
  const jwt = await verifyJwt(received, (metadataUrl, kid) => findIssuerKey(system, workspaceId, { metadataUrl, kid }))
  if (!jwt) throw rejected()
  const body = received.delivery.parse()
  if (!isIssuedFor(received.verification, jwt, body)) throw rejected()
  return body
}

function bodyOfSigned(
  { verification, handshake, encryption, acceptsUnsigned }: WebhookChannel,
  { values, delivery }: Received,
): unknown {
  const isGet = delivery.method === 'GET'
  const isSigned = isVerified((isGet ? handshake : null) ?? verification, values, delivery, Date.now())
  if (!isSigned && !acceptsUnsigned) throw rejected()
  const body = encryption ? decryptBody(encryption, values, delivery) : isGet ? null : delivery.parse()
  if (!isSigned && !acceptsUnsigned?.(body)) throw rejected()
  return body
}

const rejected = (): AppError => new AppError('UNAUTHENTICATED', problem('webhooks.signatureInvalid'))

export async function hasChannel(system: System, publicId: string): Promise<boolean> {
  return (await findChannel(system, publicId)) !== null
}
