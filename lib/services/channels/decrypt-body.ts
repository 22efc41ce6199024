import 'server-only'
import { createDecipheriv, createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ChannelDelivery } from './channel-delivery'

const Encrypted = z.object({ encrypt: z.string() })

/**
 * Decrypts the body of Feishu (AES-256-CBC, the key is the hash of the Encrypt Key) or WeCom (AES-256-CBC with its
 * EncodingAESKey; the plain text consists of random bytes, a length, the message and the id of the receiver).
 * @throws UNAUTHENTICATED when it does not fit the key
 */
export function decryptBody(
  scheme: 'feishu' | 'wecom',
  secrets: Readonly<Record<string, string>>,
  delivery: ChannelDelivery,
): unknown {
  try {
    return scheme === 'feishu' ? decryptFeishu(secrets, delivery) : decryptWeCom(secrets, delivery)
  } catch (cause) {
    if (AppError.isInstance(cause) && cause.code === 'INVALID_JSON') throw cause
    throw new AppError('UNAUTHENTICATED', problem('webhooks.signatureInvalid'), { cause })
  }
}

function decryptFeishu({ encryptKey = '' }: Readonly<Record<string, string>>, delivery: ChannelDelivery): unknown {
  const body = delivery.parse()
  const parsed = Encrypted.safeParse(body)
  // The app has no Encrypt Key, or the service sends this event in plain text: then nothing was signed either.
  if (!parsed.success) throw new AppError('UNAUTHENTICATED', problem('webhooks.signatureInvalid'))
  const bytes = Buffer.from(parsed.data.encrypt, 'base64')
  const key = createHash('sha256').update(encryptKey).digest()
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString())
}

/** @returns the fields of the XML, or the text of the address check */
function decryptWeCom(
  { encodingAesKey = '', corpId = '' }: Readonly<Record<string, string>>,
  { method, query, body }: ChannelDelivery,
): unknown {
  const sent = method === 'GET' ? (query.echostr ?? '') : (elementsOf(Buffer.from(body).toString()).Encrypt ?? '')
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.concat([decipher.update(Buffer.from(sent, 'base64')), decipher.final()])
  // PKCS #7 with blocks of 32 bytes, as WeCom documents it.
  const padding = plain.at(-1) ?? 0
  const content = plain.subarray(16, plain.length - padding)
  const length = content.readUInt32BE(0)
  const message = content.subarray(4, 4 + length).toString()
  if (corpId !== '' && content.subarray(4 + length).toString() !== corpId)
    throw new AppError('UNAUTHENTICATED', problem('webhooks.signatureInvalid'))
  return method === 'GET' ? message : elementsOf(message)
}

/** WeCom's messages are flat: one level of elements, with texts as CDATA. */
function elementsOf(xml: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const match of xml.matchAll(/<([A-Za-z]\w{0,40})>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g))
    fields[match[1] ?? ''] = match[2] ?? match[3] ?? ''
  return fields
}
